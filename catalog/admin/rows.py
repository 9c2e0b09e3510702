"""Compact tables of rows inside a form: in order, cheap, and losing nothing that was typed."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Max
from django.forms import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from catalog.admin.autocomplete import Autocompletes, One
from catalog.admin.fields import TYPED_LINKS
from catalog.admin.meanwhile import as_seen, is_left_alone, take_over
from catalog.history import Before
from catalog.keys import is_key


class RowsFormSet(BaseInlineFormSet):
    """Rows in order, which take over what somebody else changed meanwhile (`before`).

    A row that was removed meanwhile stays in the form as a new one, if something is typed in it.
    """

    def __init__(self, *args: Any, before: Before | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before or {}
        if self.is_bound:
            self._take_removed_rows_as_new()
        self._name_known_rows()

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            rows = list(super().get_queryset())
            if self.is_bound:
                place = {pk: number for number, pk in enumerate(self._posted_keys())}
                rows.sort(key=lambda row: place.get(str(row.pk), len(place)))
            self._queryset = rows
        return self._queryset

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "order" in form.fields:
            form.fields["order"].required = False
            if not form.instance.pk:
                form.initial["order"] = None
        for field in form.fields.values():  # the head of a column is no label to a screen reader
            widget = getattr(field.widget, "widget", field.widget)
            if not widget.is_hidden:
                widget.attrs.setdefault("aria-label", capfirst(field.label or ""))

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.before and form.instance.pk:
            take_over(form, self.before)
        return form

    def clean(self):
        """Rows left without a number come last, in the order they stand in."""
        super().clean()
        unnumbered = [
            form
            for form in self.forms
            if form.has_changed() and "order" in form.fields
            if form.cleaned_data.get("order") is None and not form.cleaned_data.get("DELETE")
        ]
        if unnumbered:
            last = self.queryset.aggregate(last=Max("order"))["last"]
            for form in unnumbered:
                last = 0 if last is None else last + 1
                form.instance.order = last

    def _posted_keys(self) -> list[str]:
        name = self.model._meta.pk.name
        return [self.data.get(f"{self.prefix}-{i}-{name}", "") for i in range(self._posted_count())]

    def _posted_count(self, of: str = "INITIAL_FORMS") -> int:
        try:
            return min(int(self.data.get(f"{self.prefix}-{of}", 0)), self.absolute_max)
        except ValueError:
            return 0  # the set refuses it in its own words

    def _take_removed_rows_as_new(self) -> None:
        posted = self._posted_keys()
        present = {str(pk) for pk in self.queryset.values_list("pk", flat=True)} if posted else ()
        gone = [number for number, key in enumerate(posted) if key not in present]
        if not gone:
            return
        stay = [number for number in range(len(posted)) if number not in gone]
        typed = [number for number in gone if not self._is_as_seen(number, posted[number])]
        more = range(len(posted), self._posted_count("TOTAL_FORMS"))
        place = {str(old): new for new, old in enumerate([*stay, *typed, *more])}
        self.data = self._renumbered(self.data, QueryDict(mutable=True), place)
        self.files = self._renumbered(self.files, MultiValueDict(), place)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(stay))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(place))
        for number in range(len(stay), len(stay) + len(typed)):
            self.data[f"{self.prefix}-{number}-{self.model._meta.pk.name}"] = ""

    def _is_as_seen(self, number: int, key: str) -> bool:
        """Whether nothing was typed in a row that is gone."""
        model: Any = self.model
        seen = as_seen(self.form, model, int(key), self.before) if is_key(key) else {}
        return bool(seen) and all(
            is_left_alone(
                field, seen.get(name), self.data, self.files, f"{self.prefix}-{number}-{name}"
            )
            for name, field in self.form.base_fields.items()
        )

    def _renumbered(self, given: Any, taken: Any, place: dict[str, int]) -> Any:
        pattern = re.compile(rf"{re.escape(str(self.prefix))}-(\d+)-(.+)")
        for name in given:
            found = pattern.fullmatch(name)
            if found and found[1] in place:
                taken.setlist(f"{self.prefix}-{place[found[1]]}-{found[2]}", given.getlist(name))
            elif not found:
                taken.setlist(name, given.getlist(name))
        return taken

    def _name_known_rows(self) -> None:
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, One):
                rows = [getattr(row, name) for row in self.get_queryset()]
                widget.know([row for row in rows if row is not None])


class CompactInline(Autocompletes, admin.TabularInline):
    """A table of rows. What it completes by typing is loaded with the rows."""

    extra = 0
    formset = RowsFormSet
    formfield_overrides = TYPED_LINKS
    can_add_related = True  # a person who is not there yet, say

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_add_related and self.can_add_related
            field.widget.can_change_related = False  # one sign a row is enough
            field.widget.can_view_related = False
            field.widget.can_delete_related = False
        return field
