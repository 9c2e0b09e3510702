"""A column's value as a person reads it."""

from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from catalog.forms import RuntimeField


def value_in_words(column: Any, value: Any) -> str:
    """Choices by their labels, days by locale, lists with commas, yes and no; nothing for none."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.name in {"runtime_seconds", "duration_seconds"}:
        return str(RuntimeField().prepare_value(value))
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.localize(value, use_l10n=True) if not isinstance(value, str) else value
