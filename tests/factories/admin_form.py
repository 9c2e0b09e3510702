"""A form of the admin as a browser sends it: read from its page, changed, posted."""

from typing import Any

from django.test import Client


def form_on(client: Client, address: str) -> dict[str, Any]:
    """Everything the form at an address would send, unchanged; files aside."""
    return fields_of(client.get(address))


def fields_of(response) -> dict[str, Any]:
    """The same, of a page in hand: a form that was refused, say."""
    context = response.context
    sent: dict[str, Any] = {"seen": context.get("seen", "")}
    forms = [context["adminform"].form]
    for table in context["inline_admin_formsets"]:
        forms += [table.formset.management_form, *table.formset.forms]
    for form in forms:
        for bound in form:
            if bound.field.widget.needs_multipart_form:
                continue
            sent |= _as_sent(bound.html_name, bound.value(), bound.field)
    return sent


def _as_sent(name: str, value: Any, field: Any) -> dict[str, Any]:
    if value is None or value is False:
        return {}
    if hasattr(field.widget, "widgets"):  # a day and its time of day
        parts = field.widget.decompress(value) if not isinstance(value, list) else value
        return {f"{name}_{number}": part or "" for number, part in enumerate(parts)}
    if isinstance(value, list) and not hasattr(field, "queryset"):
        value = field.prepare_value(value)
    if isinstance(value, list):
        return {name: [getattr(item, "pk", item) for item in value]}
    return {name: getattr(value, "pk", field.prepare_value(value))}


def new_row(form: dict[str, Any], prefix: str, **values: Any) -> None:
    """Add a row to one of the form's tables."""
    number = int(form[f"{prefix}-TOTAL_FORMS"])
    form[f"{prefix}-TOTAL_FORMS"] = number + 1
    form |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
