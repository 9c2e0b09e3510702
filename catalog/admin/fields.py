"""How columns are typed: codes with commas, running times as people say them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.widgets import AdminFileWidget, AdminTextInputWidget
from django.db.models import Field, FileField, URLField
from django.utils.translation import gettext_lazy as _

from catalog.forms import CountriesField, LanguageField, LanguagesField, RuntimeField

COUNTRIES = _("Codes of ISO 3166, with commas between: CN, CA.")
LANGUAGES = _("Codes of BCP 47, with commas between: zh, pt-BR. No dialogue: zxx.")
RUNTIME = _("85, 85 min, 1 h 25 min or 1:25:00.")

TYPED_AS: dict[str, dict[str, Any]] = {
    "countries": {"form_class": CountriesField, "help_text": COUNTRIES},
    "territories": {"form_class": CountriesField},
    "languages": {"form_class": LanguagesField, "help_text": LANGUAGES},
    "runtime_seconds": {"form_class": RuntimeField, "help_text": RUNTIME},
    "duration_seconds": {"form_class": RuntimeField, "label": _("Length"), "help_text": RUNTIME},
    "language": {"form_class": LanguageField},
    "original_title_language": {"form_class": LanguageField},
    "original_language": {"form_class": LanguageField},
    "synopsis_language": {"form_class": LanguageField},
    "identifier": {},
}


TYPED_LINKS: Mapping[type[Field], Mapping[str, Any]] = {
    URLField: {"assume_scheme": "https"}
}  # of a link typed without one


class NamedFile(AdminFileWidget):
    """A file that is kept, by its name: its bytes leave by the gate alone, so nothing to follow."""

    template_name = "admin/widgets/named_file.html"


class TypedFields:
    """For a form of the admin, or for its inline."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        typed = TYPED_AS.get(db_field.name)
        if typed is not None:
            # Compared with the row itself: a default that is made anew each time is not its past.
            usual = {"widget": AdminTextInputWidget, "show_hidden_initial": False}
            kwargs = {**usual, **typed, **kwargs}
        if type(db_field) is FileField:
            kwargs.setdefault("widget", NamedFile)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
