"""What others changed while a form was open: taken over wherever its person left it alone."""

from typing import Any

from django import forms
from django.db.models import Model

from catalog.history import Before


def take_over(form: Any, before: Before) -> None:
    """Let each field that stands as it was seen stand as it is now.

    form: bound to data that may be changed, and to a row that is there.
    """
    for name, was in as_seen(form, form._meta.model, form.instance.pk, before).items():
        field = form.fields.get(name)
        if field is None:
            continue
        now = form.get_initial_for_field(field, name)
        if is_left_alone(field, was, form.data, form.files, form.add_prefix(name)):
            _put(form.data, form.add_prefix(name), field, now)


def as_seen(form: Any, model: type[Model], key: Any, before: Before) -> dict[str, Any]:
    """What a row's form showed: the fields that changed since; nothing where none did.

    form: a form or its class. What it shows beside its row's own columns, it says itself.
    """
    own = before.get(model, {}).get(key) or {}
    beside = form.lines_seen(key, before) if hasattr(form, "lines_seen") else {}
    return own | beside


def is_left_alone(field: forms.Field, was: Any, data: Any, files: Any, name: str) -> bool:
    """Whether what was sent for a field is what it showed."""
    return not field.has_changed(was, field.widget.value_from_datadict(data, files, name))


def _put(data: Any, name: str, field: forms.Field, value: Any) -> None:
    """Write a value as the field's own widget would send it."""
    widget = getattr(field.widget, "widget", field.widget)  # the admin wraps some
    if isinstance(widget, forms.MultiWidget):
        for number, part in enumerate(widget.decompress(value) or ()):
            data[f"{name}_{number}"] = widget.widgets[number].format_value(part) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
    elif not isinstance(widget, forms.FileInput):  # what is kept is not sent
        sent = widget.format_value(field.prepare_value(value))
        data.setlist(name, sent if isinstance(sent, list) else [sent or ""])
