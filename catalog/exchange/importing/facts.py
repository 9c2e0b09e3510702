"""What a reader found, made fit for the catalogue: checked as a form would, and plain for JSON.

A fact that the catalogue cannot hold is not lost: it is kept as text, beside the others.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.authority.matching import match_key
from catalog.codes import validate_country, validate_language
from catalog.models import Award, Credit, Film, FilmIdentifier, OtherTitle, Participation, Review
from catalog.models.film import EARLIEST_YEAR, LATEST_YEAR

LONGEST_NAME = 200
LONGEST_RUNTIME = 2**31 - 1  # seconds
NO_TEXT = re.compile("[\0\ud800-\udfff]")
Said = dict[str, Any]
FIELDS: dict[str, Any] = {column.name: column for column in Film._meta.concrete_fields}
Pieces = tuple[Any, list[str]]  # what the catalogue can hold, and the texts of what it cannot
WRONG = (ValidationError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True)
class Checked:
    """refusal: why the record cannot be a film at all; empty when it can."""

    said: Said
    unread: list[tuple[str, str]]
    refusal: str = ""


def checked(facts: Mapping[str, Any], unread: Iterable[tuple[str, str]] = ()) -> Checked:
    """The facts in the catalogue's shapes, as lists, texts and numbers alone."""
    said: Said = {}
    left = [(fact, plain(text)) for fact, text in unread]
    for fact, value in facts.items():
        try:
            said[fact], texts = CHECKS[fact](value)
        except KeyError:
            left.append((plain(str(fact)), in_text(value)))
        except WRONG as error:
            if fact == "title":
                return Checked(said, left, _refusal_of_title(value, error))
            left.append((fact, in_text(value)))
        else:
            left += [(fact, text) for text in texts]
    return Checked(said, [(fact, text) for fact, text in left if text])


def digest(said: Said, unread: Iterable[Iterable[str]]) -> str:
    """Thirty-two digits that differ when what is said does."""
    whole = json.dumps([said, [list(pair) for pair in unread]], sort_keys=True, ensure_ascii=False)
    return blake2b(whole.encode(), digest_size=16).hexdigest()


def plain(text: str) -> str:
    """Text that both databases keep: composed letters, no NUL, no half of a surrogate pair."""
    return unicodedata.normalize("NFC", NO_TEXT.sub("\ufffd", text))


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def tidy(name: str, value: Any) -> Any:
    """A column's value without the blanks that nobody sees; a text of several lines keeps them."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    return plain(value).strip() if name == "synopsis" else one_line(value)


def in_text(value: Any) -> str:
    """A fact as a person reads it, whatever shape it has."""
    if isinstance(value, str):
        return plain(value).strip()
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, Iterable):
        return ", ".join(part for part in map(in_text, value) if part)
    return "" if value is None or value is False else str(value)


def _refusal_of_title(value: Any, error: Exception) -> str:
    if not in_text(value):
        return _("It has no title.")
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _column(name: str, value: Any) -> Pieces:
    """A value of one of the film's own columns."""
    if isinstance(value, str):
        value = plain(value).strip() if name == "synopsis" else one_line(value)
    return FIELDS[name].clean(value, None), []


def _seconds(value: Any) -> Pieces:
    """A running time; the databases differ in how large a number they keep."""
    if value in (None, ""):
        return None, []
    if type(value) is not int or not 0 < value <= LONGEST_RUNTIME:
        raise ValueError(value)
    return value, []


def _day(value: Any) -> Pieces:
    found = FIELDS["released_on"].clean(value or None, None)
    return found and found.isoformat(), []


def _year(value: Any) -> Pieces:
    first, last, is_circa = value
    known = [year for year in (first, last) if year is not None]
    if any(type(year) is not int for year in known) or (last is not None and first is None):
        raise ValueError(value)
    if any(not EARLIEST_YEAR <= year <= LATEST_YEAR for year in known) or known != sorted(known):
        raise ValueError(value)
    return [first, None if last == first else last, bool(is_circa and known)], []


def _each(check: Callable[[Any], Any], values: Any, *, same: Callable[[Any], Any]) -> Pieces:
    """A list of pieces, each once, those that cannot be held set apart as text."""
    good: dict[Any, Any] = {}
    texts = []
    for value in values:
        try:
            piece = check(value)
            good.setdefault(same(piece), piece)
        except WRONG:
            texts.append(in_text(value))
    return list(good.values()), texts


def _whole(piece: Any) -> Any:
    return json.dumps(piece, ensure_ascii=False)


def _code(validate: Callable[[object], None], value: Any) -> str:
    validate(value)
    return str(value)


def _name(value: Any) -> str:
    name = one_line(value)
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(name)
    return name


def _other_title(value: Any) -> list[str]:
    text, language = value
    return [_of(OtherTitle, "text", text), _of(OtherTitle, "language", language)]


def _of(model: Any, column: str, value: str) -> str:
    return str(model._meta.get_field(column).clean(one_line(value), None))


def _path(value: Any) -> list[str]:
    path = [_name(name) for name in value]
    if not path:
        raise ValueError(value)
    return path


def _credit(value: Any) -> list[Any]:
    name, role, function, is_collective = value
    function = one_line(function)
    if role not in Credit.Role.values:
        role, function = Credit.Role.OTHER.value, function or one_line(role)
    if len(function) > LONGEST_NAME:
        raise ValueError(function)
    return [_name(name), str(role), function, bool(is_collective)]


def _credits(values: Any) -> Pieces:
    """Each person once a role; what else they did in it stands in the same credit."""
    pieces, texts = _each(_credit, values, same=_whole)
    once: dict[tuple[str, str], list[Any]] = {}
    for name, role, function, is_collective in pieces:
        credit = once.setdefault((match_key(name), role), [name, role, "", is_collective])
        both = f"{credit[2]}, {function}" if credit[2] and function else credit[2] or function
        if len(both) <= LONGEST_NAME:
            credit[2] = both
        else:
            texts.append(f"{name}, {function}")
    return list(once.values()), texts


def _identifier(value: Any) -> list[str]:
    scheme, number = value
    return [_of(FilmIdentifier, "scheme", scheme), _of(FilmIdentifier, "value", number)]


def _festival(value: Any) -> list[Any]:
    festival, edition, awards = value
    awards = [_of(Award, "text", award) for award in awards]
    return [_name(festival), _of(Participation, "edition", edition), awards]


def _review(value: Any) -> list[str]:
    quotation, *rest = value
    columns = ("outlet", "critic", "url", "verdict")
    outlet, critic, url, verdict = (
        _of(Review, column, text) for column, text in zip(columns, rest, strict=True)
    )
    if not (outlet or critic):
        raise ValueError(value)
    words = Review._meta.get_field("quotation").clean(plain(quotation), None)
    return [words, outlet, critic, url, verdict]


COLUMNS = (
    *("title", "sort_title", "original_title", "original_title_language"),
    *("colour", "synopsis", "synopsis_language", "synopsis_source", "content_notes"),
    *("slug", "identifier"),
)
CHECKS: dict[str, Callable[[Any], Pieces]] = {
    **{name: partial(_column, name) for name in COLUMNS},
    "runtime_seconds": _seconds,
    "year": _year,
    "released_on": _day,
    "other_titles": partial(_each, _other_title, same=_whole),
    "countries": partial(_each, partial(_code, validate_country), same=str),
    "languages": partial(_each, partial(_code, validate_language), same=str),
    "subjects": partial(_each, _path, same=lambda path: match_key(path[-1])),
    "credits": _credits,
    "distributors": partial(_each, _name, same=match_key),
    "collections": partial(_each, _name, same=match_key),
    "identifiers": partial(_each, _identifier, same=_whole),
    "festivals": partial(_each, _festival, same=_whole),
    "reviews": partial(_each, _review, same=_whole),
}
