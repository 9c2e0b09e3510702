"""A film's facts weighed three ways: what the source last said, what stands here, what it says now.

What nobody edited here is the source's: it changes with it. What was edited here is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.exchange.importing.facts import Said, in_text
from catalog.exchange.importing.holdings import (
    BELONGING,
    FACTS,
    SHARED,
    Holding,
    said_value,
)
from catalog.exchange.importing.names import Names
from catalog.exchange.present import DESCRIBING, YEAR
from catalog.forms import RuntimeField
from catalog.models import Credit, Film


@dataclass(frozen=True)
class Difference:
    """A fact that the source states otherwise. here, there: as `Holding.value` has them."""

    fact: str
    here: Any
    there: Any


@dataclass(frozen=True)
class Weighed:
    """changes: what the source may change. kept: what was edited here, and so stays."""

    changes: tuple[Difference, ...]
    kept: tuple[Difference, ...]


def weigh(said: Said, last: Said, holding: Holding, names: Names) -> Weighed:
    """What the source's word changes in a film, fact by fact; what it is silent about stays.

    last: what it said before. Of what it never spoke of, it may fill what is empty here. A table
    that names the film by our own identifier or address is a librarian's edit, and changes all.
    """
    changes, kept = [], []
    is_ours = bool(said.get("identifier") or said.get("slug"))
    for fact in FACTS:
        if fact not in said:
            continue
        here, there = holding.value(fact), said_value(fact, said, names)
        if here == there:
            continue
        spoke = fact in last
        before = said_value(fact, last, names) if spoke else None
        is_theirs = here == before if spoke else holding.is_silent(fact)
        if is_ours or is_theirs:
            changes.append(Difference(fact, here, there))
        elif not spoke or before != there:
            kept.append(Difference(fact, here, there))
    return Weighed(tuple(changes), tuple(kept))


def labels() -> dict[str, str]:
    """Each fact's name for a librarian."""
    columns = {
        fact: str(Film._meta.get_field(fact).verbose_name)  # type: ignore[union-attr]
        for fact in (*DESCRIBING, *SHARED)
    }
    tables = {fact: str(model._meta.verbose_name_plural) for fact, model in BELONGING.items()}
    return columns | tables | {"year": _("production year")}


def in_words(fact: str, value: Any, names: Names) -> str:
    """A value as a person reads it."""
    if fact in SHARED:
        return ", ".join(names.name_of(fact[:-1], ref) for ref in value)
    if fact == "credits":
        return ", ".join(_credit(names.name_of("person", ref), *rest) for ref, *rest in value)
    if fact == "festivals":
        shown = ([names.name_of("festival", ref), *rest] for ref, *rest in value)
        return "; ".join(map(in_text, shown))
    if fact == "runtime_seconds":
        return str(RuntimeField().prepare_value(value) or "")
    if fact == "year":
        return str(Film(**dict(zip(YEAR, value, strict=True))).year_display)
    return in_text(value)


def _credit(name: str, role: str, function: str) -> str:
    words = function or str(Credit.Role(role).label)
    return pgettext("a credit", "%(name)s (%(role)s)") % {"name": name, "role": words}


def told(differences: Iterable[Difference], names: Names) -> list[list[str]]:
    """Differences for a preview: the fact, what stands here, what the source says."""
    differences = list(differences)
    called = labels() if differences else {}
    return [
        [called[one.fact], *(in_words(one.fact, value, names) for value in (one.here, one.there))]
        for one in differences
    ]
