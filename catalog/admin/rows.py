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


class RowsFormSet(BaseInlineFormSet):
    """Rows in order; one that somebody else removed meanwhile stays in the form, as a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def _posted_count(self) -> int:
        try:
            return min(int(self.data.get(f"{self.prefix}-INITIAL_FORMS", 0)), self.absolute_max)
        except ValueError:
            return 0  # the set refuses it in its own words

    def _take_removed_rows_as_new(self) -> None:
        posted = self._posted_keys()
        present = {str(pk) for pk in self.queryset.values_list("pk", flat=True)} if posted else ()
        gone = [number for number, key in enumerate(posted) if key not in present]
        if not gone:
            return
        stay = [number for number in range(len(posted)) if number not in gone]
        place = {str(old): new for new, old in enumerate([*stay, *gone])}
        self.data = self._renumbered(self.data, QueryDict(mutable=True), place)
        self.files = self._renumbered(self.files, MultiValueDict(), place)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(stay))
        for number in range(len(stay), len(posted)):
            self.data[f"{self.prefix}-{number}-{self.model._meta.pk.name}"] = ""

    def _renumbered(self, given: Any, taken: Any, place: dict[str, int]) -> Any:
        pattern = re.compile(rf"{re.escape(str(self.prefix))}-(\d+)-(.+)")
        for name in given:
            found = pattern.fullmatch(name)
            if found and found[1] in place:
                taken.setlist(f"{self.prefix}-{place[found[1]]}-{found[2]}", given.getlist(name))
            else:
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
