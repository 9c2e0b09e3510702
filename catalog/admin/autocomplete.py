"""Fields that complete what is typed, whatever is sent in their name."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model

from catalog.keys import LONGEST_KEY, is_key


def stands_for(value: Any) -> Any:
    """A value as it is sent; too long a number is cut to something that is none."""
    text = str(value)
    return f"{text[:LONGEST_KEY]}…" if len(text) > LONGEST_KEY else value


class Several(AutocompleteSelectMultiple):
    """Django asks the database for whatever was sent, and fails on what is no key."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attrs)

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        return [stands_for(value) for value in sent] if isinstance(sent, list) else sent


class One(AutocompleteSelect):
    """The same for one; it knows the names of rows already loaded, where Django asks one by one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}  # shared by the copies that the forms of a set make

    def know(self, rows: list[Model]) -> None:
        self.known.update({str(row.pk): str(row) for row in rows})

    def optgroups(self, name, value, attrs=None):
        chosen = [str(key) for key in value if is_key(key)]
        if any(key not in self.known for key in chosen):
            return super().optgroups(name, chosen, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [self.create_option(name, key, self.known[key], True, 1) for key in chosen]
        return [(None, empty + options, 0)]

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        return stands_for(sent) if sent else sent


class Autocompletes(admin.options.BaseModelAdmin):
    """For a form of the admin, or for its inline."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = One(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Several(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
