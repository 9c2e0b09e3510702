"""What films are narrowed by that depends on the visitor's university, the clock or the media."""

from django.utils.translation import gettext_lazy as _

from catalog import codes
from catalog.film_set import NO_FILMS
from catalog.search.columns import Value
from catalog.search.facets import Sets, Visit, VisitorFacet, Words
from streaming.access.visitor import Visitor
from streaming.accessibility import Help
from streaming.availability import Status
from streaming.releases import Releases
from streaming.standing import Standing, parted_by_answer, standing_and_releases

WORDS: dict[Value, Words] = {
    Status.STREAMING: _("Available"),
    Status.OPENS: _("From a later day"),
    Status.ENDED: _("Ended"),
    Status.NOT_LICENSED: _("Not yet here"),
    Status.NOT_RELEASED: _("Not yet anywhere"),
    Status.WITHDRAWN: _("Withdrawn"),
    Status.RESTRICTED: _("Not in your country"),
}

ACCESS: dict[Value, Words] = {
    Help.CAPTIONS: _("With captions"),
    Help.CHECKED: _("With captions that a person made or checked"),
    Help.TRANSCRIPT: _("With a transcript"),
    Help.DESCRIPTION: _("With audio description"),
}


def known_to(visit: Visit) -> tuple[Standing | None, Releases]:
    """What all of these ask, and the lines spoken. One query, if nothing was edited."""
    visitor: Visitor | None = visit.visitor
    return standing_and_releases(visitor.university if visitor else None, at=visit.at)


def _by_status(visit: Visit) -> Sets | None:
    """The films by their answer at the visitor's university; None for nobody's visitor."""
    held, kept = visit.once(known_to)
    if held is None:
        return None
    parted = parted_by_answer(visit.published, held, kept, at=visit.at)
    return {status: parted.get(Status(str(status)), NO_FILMS) for status in WORDS}


def _by_captions(visit: Visit) -> Sets | None:
    _held, kept = visit.once(known_to)
    sets = ((language, films & visit.published) for language, films in kept.captions.items())
    return {language: films for language, films in sets if films}


def _by_accessibility(visit: Visit) -> Sets | None:
    _held, kept = visit.once(known_to)
    return {what: films & visit.published for what, films in kept.accessible.items()}


availability = VisitorFacet(
    "availability",
    _("At my university"),
    sets_for=_by_status,
    value_of=Status,
    words_of=WORDS.__getitem__,
    order=list(WORDS).index,
)
captions = VisitorFacet(
    "captions",
    _("Captions"),
    sets_for=_by_captions,
    words_of=lambda tag: codes.language_name(str(tag)),
)
accessibility = VisitorFacet(
    "accessibility",
    _("Accessibility"),
    sets_for=_by_accessibility,
    value_of=Help,
    words_of=ACCESS.__getitem__,
    order=list(ACCESS).index,
)
