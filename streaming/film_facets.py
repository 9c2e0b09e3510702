"""What films are narrowed by that depends on the visitor's university, the clock or the media."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from catalog import codes
from catalog.film_set import NO_FILMS
from catalog.search.columns import Value
from catalog.search.facets import Sets, VisitorFacet, Words
from streaming.access.visitor import Visitor
from streaming.accessibility import Help
from streaming.availability import Status
from streaming.releases import releases
from streaming.standing import standing_of_all

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


def _by_status(published: int, visitor: Visitor | None, at: datetime) -> Sets | None:
    """The films by their answer at the visitor's university; None for nobody's visitor."""
    if visitor is None or visitor.university is None:
        return None
    parted = standing_of_all(published, visitor.university, at=at)
    return {status: parted.get(Status(str(status)), NO_FILMS) for status in WORDS}


def _by_captions(published: int, visitor: Visitor | None, at: datetime) -> Sets | None:
    sets = ((language, films & published) for language, films in releases().captions.items())
    return {language: films for language, films in sets if films}


def _by_accessibility(published: int, visitor: Visitor | None, at: datetime) -> Sets | None:
    return {what: films & published for what, films in releases().accessible.items()}


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
