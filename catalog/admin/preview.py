"""A film as students see it, beside its form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from catalog.cards import Card, cards_of
from catalog.models import Film


@dataclass(frozen=True)
class Preview:
    """A film's card as it was last saved. signs: what the list of films says of it, by column."""

    card: Card
    synopsis: str
    language: str
    signs: list[tuple[str, str]]


def preview_of(film: Film, user: Any, *, at: datetime) -> Preview:
    """Three queries.

    user: whose desk it is; a sign tells nothing that this account may not see.
    """
    saved = Film.objects.get(pk=film.pk)  # the one in hand may hold what a refused form typed
    columns = [import_string(path) for path in settings.FILM_ADMIN_COLUMNS]
    signs = [
        (str(words_for.short_description), words_for([saved], user=user, at=at).get(saved.pk, ""))
        for words_for in columns
    ]
    return Preview(cards_of([saved])[0], saved.synopsis, saved.synopsis_language, signs)
