"""The form of a film, and what it checks without ever standing in the way."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Film


class FilmForm(forms.ModelForm):
    publish_now = forms.BooleanField(
        label=gettext_lazy("Publish now"),
        required=False,
        help_text=gettext_lazy("Seen by everybody as soon as it is saved."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("publish_now"):
            now, given = timezone.now(), cleaned.get("published_from")
            if given is None or given > now:
                cleaned["published_from"] = now
        return cleaned


@dataclass(frozen=True)
class Check:
    """One line of the list beside the form. `place` is where in the form it is put right."""

    words: str
    is_done: bool
    place: str


def checks_of(film: Film, user: Any) -> list[Check]:
    """All checks, those that other apps join through the settings among them.

    user: whose desk it is; a check tells nothing that this account may not see.
    """
    paths = settings.FILM_ADMIN_CHECKS
    return [check for path in paths for check in import_string(path)(film, user)]


def catalogue_checks(film: Film, user: Any) -> list[Check]:
    images = list(film.images.all())
    poster = any(i.kind == "poster" and i.alternative_text.strip() for i in images)
    return [
        Check(_("Poster with alternative text"), poster, "images-group"),
        Check(_("Synopsis"), bool(film.synopsis.strip()), "id_synopsis"),
        Check(_("Subjects"), film.subjects.exists(), "id_subjects"),
    ]
