"""A film as schema.org describes it, for the JSON-LD of its page."""

import json
from typing import Any

from django.utils.safestring import SafeString

from catalog.addresses import absolute
from catalog.codes import country_name
from catalog.exchange.cited import Cited
from catalog.models.film import FilmIdentifier
from catalog.record import FilmRecord, Name, Quotation

# In HTML the text of a script ends at `</script>`, and `<!--` changes how it is read.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
# Our role, what schema.org calls it, and what it calls a group in it: some are for people only.
ROLES = [
    ("director", "director", "creator"),
    ("writer", "author", "author"),
    ("producer", "producer", "producer"),
    ("editor", "editor", "contributor"),
    ("composer", "musicBy", "contributor"),
    ("cast", "actor", "contributor"),
    ("production_company", "productionCompany", "productionCompany"),
]


def movie(cited: Cited) -> dict[str, Any]:
    """A Movie with what its page says, and nothing besides; what is unknown is left out."""
    film, record = cited.record.film, cited.record
    facts = {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": cited.page,
        "url": cited.page,
        "name": film.title,
        "alternateName": [film.original_title, *(text for text, _tag in record.other_titles)],
        **_credits(record),
        "datePublished": _published(cited),
        "duration": _duration(film.runtime_seconds),
        "description": film.synopsis,
        "inLanguage": film.languages,
        "countryOfOrigin": [
            {"@type": "Country", "name": country_name(code)} for code in film.countries
        ],
        "award": [
            f"{laurel.festival}: {award}"
            for laurel in record.laurels
            for showing in laurel.showings
            for award in showing.awards
            if not showing.is_disputed
        ],
        "review": [_review(review) for review in record.reviews],
        "about": [{"@type": "Thing", "name": subject.name} for subject in record.subjects],
        "identifier": [_identifier("local", film.identifier), *map(_given, record.identifiers)],
        "sameAs": [each.address for each in record.identifiers if each.address],
        "image": absolute(record.poster.url) if record.poster else "",
    }
    return _known(facts)


def embedded(facts: dict[str, Any]) -> SafeString:
    """JSON that may stand in a script of a page, whatever is in it."""
    return SafeString(json.dumps(facts, ensure_ascii=False).translate(ESCAPED))


def _published(cited: Cited) -> str:
    """The day where it is known, else a year that is sure."""
    film = cited.record.film
    if film.released_on:
        return film.released_on.isoformat()
    return "" if cited.is_circa or film.year_to else cited.years


def _credits(record: FilmRecord) -> dict[str, list[dict[str, Any]]]:
    credits: dict[str, list[dict[str, Any]]] = {}
    for role, of_a_person, of_a_group in ROLES:
        for name in record.people(role):
            is_group = name.is_collective or role == "production_company"
            key = of_a_group if is_group else of_a_person
            credits.setdefault(key, []).append(_who(name, is_group=is_group))
    return credits


def _who(name: Name, *, is_group: bool) -> dict[str, Any]:
    if is_group:
        return {"@type": "Organization", "name": name.text}
    parts = {"familyName": name.family, "givenName": name.given}
    return {"@type": "Person", "name": name.text} | (parts if all(parts.values()) else {})


def _duration(seconds: int | None) -> str:
    """To the nearest minute, as the page says it. Source: ISO 8601."""
    if not seconds:
        return ""
    hours, minutes = divmod(max(1, (seconds + 30) // 60), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")


def _review(review: Quotation) -> dict[str, Any]:
    critic = {"@type": "Person", "name": review.critic} if review.critic else None
    outlet = {"@type": "Organization", "name": review.outlet} if review.outlet else None
    return _known(
        {
            "@type": "Review",
            "author": critic or outlet,
            "publisher": outlet if critic else None,
            "reviewBody": review.text,
            "url": review.url,
            "datePublished": review.published_on and review.published_on.isoformat(),
        }
    )


def _given(identifier: FilmIdentifier) -> dict[str, Any]:
    return _identifier(identifier.scheme, identifier.value)


def _identifier(scheme: str, value: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    found = {key: [each for each in value if each] if isinstance(value, list) else value
             for key, value in facts.items()}  # fmt: skip
    return {key: value for key, value in found.items() if value}
