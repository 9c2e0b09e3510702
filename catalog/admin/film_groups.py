"""The working order of a film's form: groups of fields, each with the tables that follow it."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from catalog.admin.film_inlines import (
    CreditInline,
    IdentifierInline,
    ImageInline,
    MaterialInline,
    OtherTitleInline,
    ParticipationInline,
    ReviewInline,
)

ORIGINAL = ("original_title", "original_title_language", "original_title_script")
YEARS = ("year_from", "year_to", "year_is_circa")
SOURCE = ("synopsis_language", "synopsis_source")

JOINED = "FILM_ADMIN_INLINES"  # here stand the tables that the settings join

# The working order: a group's fields, then its tables.
GROUPS: list[tuple[Any, list[Any], list[Any]]] = [
    (
        gettext_lazy("Identity"),
        [
            *("title", "slug", ORIGINAL, YEARS, "released_on"),
            *("sort_title", "citation_title", "identifier"),
        ],
        [OtherTitleInline, IdentifierInline],
    ),
    (gettext_lazy("Publication"), [("published_from", "publish_now")], []),
    (
        gettext_lazy("Description"),
        [
            "synopsis",
            SOURCE,
            ("countries", "languages"),
            ("runtime_seconds", "colour"),
            "content_notes",
        ],
        [],
    ),
    (gettext_lazy("People"), ["directors_unknown"], [CreditInline]),
    (
        gettext_lazy("Subjects and sources"),
        ["subjects", "collections", "distributors"],
        [ImageInline, JOINED, ReviewInline, ParticipationInline, MaterialInline],
    ),
    (gettext_lazy("Notes"), ["staff_notes"], []),
]


def unfolded(inlines):
    """The tables of a group, with those of other apps in the place that is theirs."""
    for inline in inlines:
        if inline is JOINED:
            yield from map(import_string, settings.FILM_ADMIN_INLINES)
        else:
            yield inline
