"""A list of clips as its page shows it: each with its film, and how that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film, OldSlug
from streaming.access.visitor import Visitor
from streaming.availability import Availability, availabilities
from streaming.clips.clip import Clip
from streaming.clips.clip_list import ListedClip


@dataclass(frozen=True)
class ShownClip:
    """number: its place, from 1. entry: as the address has it.

    card, answer: of its film and at the visitor's university; None where there is no such film.
    trouble: why it cannot be played, in words for a reader. may_play: whether this visitor may
    watch it now.
    """

    number: int
    entry: str
    clip: Clip
    card: Card | None = None
    answer: Availability | None = None
    trouble: str = ""
    may_play: bool = False

    @property
    def address(self) -> str:
        """The path at which it plays; nothing where it cannot."""
        if self.card is None or self.trouble:
            return ""
        return f"{reverse('streaming:watch', args=[self.card.slug])}?{self.clip.query}"

    @property
    def awaits_sign_in(self) -> bool:
        """Whether it plays as soon as the visitor shows that they are of their university."""
        return bool(self.answer and self.answer.is_playable and not (self.may_play or self.trouble))


def shown(clips: Iterable[ListedClip], visitor: Visitor, *, at: datetime) -> list[ShownClip]:
    """The clips in their order. Four queries at most, however many."""
    clips = list(clips)
    films = _films({listed.film for listed in clips}, at=at)
    own = {film.pk: film for film in films.values()}
    cards = {card.pk: card for card in cards_of(own.values())}
    university = visitor.university
    answers = availabilities(own, university, at=at)

    def row(number: int, listed: ListedClip) -> ShownClip:
        film = films.get(listed.film)
        if film is None:
            trouble = _("We have no film at this address.")
            return ShownClip(number, str(listed), listed.clip, trouble=trouble)
        is_of_it = listed.clip.moment.is_of(film.runtime_seconds)
        trouble = "" if is_of_it else _("The film ends before that.")
        card, answer = cards[film.pk], answers[film.pk]
        may_play = is_of_it and visitor.may_play(film.pk, university, answer)
        return ShownClip(number, str(listed), listed.clip, card, answer, trouble, may_play)

    return [row(number, listed) for number, listed in enumerate(clips, start=1)]


def _films(names: set[str], *, at: datetime) -> dict[str, Film]:
    """Published films by the names they are asked for: slug, earlier slug or identifier."""
    if not names:
        return {}
    published = Film.objects.published(at=at).only(*OF_THE_FILM, "identifier")
    found = list(published.filter(Q(slug__in=names) | Q(identifier__in=names)))
    old = OldSlug.objects.filter(slug__in=names, film__published_from__lte=at)
    earlier = {slug.slug: slug.film for slug in old.select_related("film")}
    by_identifier = {film.identifier: film for film in found}
    return earlier | by_identifier | {film.slug: film for film in found}
