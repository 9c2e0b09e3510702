"""What pages ask of streaming, where they say more than `{% fresh %}` can."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString

from catalog.cards import Card
from catalog.film_page import FilmInHand
from catalog.pictures.picture import Picture
from catalog.search.results import Results
from streaming import parts
from streaming.access.evidence import Word
from streaming.accessibility import Accessibility, accessibility_of
from streaming.availability import Availability, withdrawn_films
from streaming.film_facets import known_to
from streaming.models import University
from streaming.spoken.search import Spoken, spoken

register = template.Library()


@register.simple_tag(takes_context=True)
def streaming_stage(
    context: Context,
    film: FilmInHand,
    university: University,
    word: Word | None = None,
    poster: Picture | None = None,
) -> SafeString:
    """The player or the answer, at the university that the page is about (see `parts.stage`)."""
    return parts.stage(context["request"], film, university, word=word, poster=poster)


@register.simple_tag
def accessibility(film: FilmInHand) -> Accessibility:
    """Who can follow the film. One query, asked when its page is made to be kept."""
    return accessibility_of(film.pk)


@register.simple_tag
def hls_engine() -> str:
    """The address of the script that plays HLS where a browser does not; nothing without it.

    `make assets` fetches it. Without it films play in one quality.
    """
    try:
        return static("vendor/hls.mjs")
    except ValueError:  # no such file was collected
        return ""


@register.filter
def minutes(seconds: int) -> int:
    """A length in minutes, to the nearest."""
    return max(1, (seconds + 30) // 60)


@register.simple_tag(takes_context=True)
def spoken_lines(context: Context, results: Results) -> list[Spoken]:
    """Where the words of a question are said in films that the visitor may watch."""
    if results.asked.page > 1:
        return []
    visitor, visit = context["request"].visitor, results.narrowing.moment
    known = visit.once(known_to) if visit.visitor == visitor else None
    return spoken(results.words, results.languages, visitor, at=visit.at, known=known)


@register.simple_tag(takes_context=True)
def with_availability(
    context: Context, cards: Iterable[Card], university: University | None = None
) -> list[tuple[Card, Availability]]:
    """Each card with its answer at the visitor's university, or at the one given. One query."""
    return _with_answers(context, cards, university)


@register.simple_tag(takes_context=True)
def unless_withdrawn(context: Context, cards: Iterable[Card]) -> list[tuple[Card, Availability]]:
    """The same, without films that the rights holder took back. Two queries."""
    cards = list(cards)
    gone = withdrawn_films([card.pk for card in cards], at=timezone.now())
    return _with_answers(context, [card for card in cards if card.pk not in gone])


def _with_answers(
    context: Context, cards: Iterable[Card], university: University | None = None
) -> list[tuple[Card, Availability]]:
    cards = list(cards)
    request = context["request"]
    university = university or request.visitor.university
    answers = parts.answers(request, [card.pk for card in cards], university)
    return [(card, answers[card.pk]) for card in cards]
