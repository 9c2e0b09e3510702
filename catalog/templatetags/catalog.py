"""How pages say the catalogue's values: values in, words out."""

from collections.abc import Hashable, Iterable
from itertools import zip_longest
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import addresses, codes
from catalog.addresses import absolute
from catalog.cards import Card
from catalog.exchange.citations import Citation, citations_of
from catalog.exchange.citations.names import listed
from catalog.exchange.cited import Cited
from catalog.exchange.moment import Moment
from catalog.exchange.schema_org import embedded, movie
from catalog.paging import Pages
from catalog.pictures.tones import tone_of_words
from catalog.ready.fresh import rendered
from catalog.record import FilmRecord, Laurel, Name

register = template.Library()
register.simple_tag(absolute)

AT_THE_TOP = 6  # cards, in the widest window's first row
CARD, STATE = "catalog/components/film_card.html", "catalog/components/card_state.html"
REASON = "catalog/components/card_reason.html"


@register.filter
def runtime(seconds: int | None) -> str:
    """A length as `1 h 25 min`, to the nearest minute; nothing when it is not known."""
    if not seconds:
        return ""
    hours, minutes = divmod(max(1, (seconds + 30) // 60), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


@register.filter
def country_names(country_codes: Iterable[str]) -> list[str]:
    return [codes.country_name(code) for code in country_codes]


@register.filter
def country_name(code: str) -> str:
    return codes.country_name(code)


@register.filter
def language_names(tags: Iterable[str]) -> list[str]:
    return [codes.language_name(tag) for tag in tags]


@register.filter
def language_name(tag: str) -> str:
    return codes.language_name(tag)


@register.filter
def in_script(tag: str, script: str) -> str:
    """A language tag with its script, for `lang`: `zh` and `Hans` make `zh-Hans`."""
    main, *rest = tag.split("-")
    if not main or not script or script in rest:
        return tag
    return "-".join([main, script, *rest])


@register.filter
def shared_source(laurels: Iterable[Laurel]) -> str:
    """The source that all of a film's participations have, if it is one and the same."""
    sources = {showing.source for laurel in laurels for showing in laurel.showings}
    return sources.pop() if len(sources) == 1 else ""


@register.filter
def tone_of_title(title: str) -> int:
    return tone_of_words(title)


@register.simple_tag
def address(view: str, key: object, *further: str) -> str:
    """What `url` says, quickly: `{% address "catalog:country_detail" "CA" %}`."""
    return addresses.address(view, str(key), *further)


@register.simple_tag
def citations(record: FilmRecord, moment: Moment | None = None) -> list[Citation]:
    return citations_of(_cited(record, moment))


@register.simple_tag
def film_as_data(record: FilmRecord) -> SafeString:
    """The film as schema.org has it, safe inside of a script."""
    return embedded(movie(_cited(record)))


@register.filter
def name_as_listed(name: Name) -> str:
    return listed(name)


def _cited(record: FilmRecord, moment: Moment | None = None) -> Cited:
    return Cited(record, absolute(record.film.get_absolute_url()), moment or None)


@register.simple_tag
def film_cards(
    films: Iterable[tuple[Card, Any]],
    dated: object,
    is_framed: object,
    eager: object,
    reasons: Iterable[Hashable] = (),
) -> SafeString:
    """Cards with their answers; their words are remembered (see `catalog.ready.fresh`).

    eager: the first few stand at the top of the page, so their pictures are not left for later.
    reasons: why each of the films stands there, where that is said.
    """
    shown = {"dated": bool(dated), "is_framed": bool(is_framed)}
    cards = [
        film_card(card, answer, place if eager else AT_THE_TOP, reason=reason, **shown)
        for place, ((card, answer), reason) in enumerate(zip_longest(films, reasons))
    ]
    return SafeString("".join(cards))


def film_card(
    card: Card,
    answer: Any,
    place: int,
    *,
    dated: bool = False,
    reason: Hashable = None,
    **shown: Hashable,
) -> SafeString:
    """One card with its answer. place: among those from the top of the page on."""
    language = get_language() or settings.LANGUAGE_CODE
    sign, day = answer.sign if answer else ("", None)
    state = rendered(STATE, language, sign=sign, day=day, dated=dated)
    if reason:
        state = rendered(REASON, language, reason=reason) + state
    return rendered(CARD, language, card=card, state=state, eager=place < AT_THE_TOP, **shown)


@register.simple_tag
def pages(number: int, last: int) -> Pages:
    """Where the other pages of a list are that is asked for by page alone."""
    return Pages(number, last)
