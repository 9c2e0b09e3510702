"""Names of people and groups, as lists of films write them."""

import re
from functools import lru_cache

from catalog.exchange.reading.facts.texts import said

NOBODY = {"unknown", "anonymous", "anon", "various", "n.n.", "not known", "et al", "et al."}
OF_A_GROUP = re.compile(
    r"\b(?:films?|productions?|pictures|studios?|company|co|corp|corporation|inc|ltd|limited|pty|"
    r"gmbh|llc|plc|entertainment|media|television|tv|video|broadcasting|network|channel|"
    r"universit\w*|college|schools?|institut\w*|academy|department|dept|ministry|board|council|"
    r"commission|authority|agency|bureau|services?|office|union|association|society|city of|"
    r"foundation|fund|federation|committee|congress|army|navy|museum|gallery|library|archives?|"
    r"cent(?:re|er)|hospital|group|collective|theatre|theater|orchestra|ensemble|choir|unit|"
    r"workshop|project|program(?:me)?|distribution|releasing|bros|brothers|associates|partners|"
    r"division|administration|shire|museums|laborator(?:y|ies)|national park)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\s*[;|\n]\s*")
TOGETHER = re.compile(r"\s+(?:&|and|und|et|y|with)\s+|\s*/\s*")
PARTICLE = re.compile(
    r"(?:v[ao]n|de[nrls]?|d[aiou]s?|l[ae]|el|al|bin|ben|ter|zu|af)\s", re.IGNORECASE
)
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|inc|ltd|llc|co|ph\.?d|m\.?d|esq)\.?", re.IGNORECASE)


def name_and_role(text: str) -> tuple[str, str]:
    """`Holt, Rinehart and Winston, production company`: what stands behind the last comma is
    the role. Without a comma the role is empty."""
    name, _comma, role = said(text).rpartition(", ")
    return (name.rstrip(" ,"), role) if name else (role.rstrip(" ,"), "")


@lru_cache(maxsize=1 << 15)
def is_group(name: str) -> bool:
    """Whether a name is that of a company, an office or a band, as far as its words tell."""
    return bool(OF_A_GROUP.search(name))


@lru_cache(maxsize=1 << 14)
def people(text: str) -> tuple[str, ...] | None:
    """The names in one cell, in order; None where it cannot be told how many there are.

    A semicolon, a bar or a line end parts names. Without one, commas part names when each part
    has two words or more (`Joel Coen, Ethan Coen`); one comma behind a single word, or behind one
    with its particle, is a name turned round (`Fan, Lixin`, `Von Trier, Lars`). All else could be
    either: `Mario Monicelli, Steno`.
    """
    parts = [part for part in SEVERAL.split(text) if said(part)]
    if len(parts) > 1:
        return _known(said(part) for part in parts)
    words = said(text)
    names = _suffixes_rejoined([part.strip() for part in words.split(",") if part.strip()])
    if len(names) < 2 or is_group(words):
        return _known(_joined_names(words.strip(" ,")))
    short = [name for name in names if " " not in name]
    if not short:
        return _known(one for name in names for one in _joined_names(name))
    if len(names) == 2:
        is_turned = names[0] in short or PARTICLE.match(names[0])
        return _known([f"{names[0]}, {names[1]}"]) if is_turned else None
    return None if len(short) > 1 else _known(names)


def _joined_names(words: str) -> list[str]:
    """`Joel Coen & Ethan Coen` are two; `Ronald and Rosemary Eastman` stay as they are named."""
    parts = [part.strip() for part in TOGETHER.split(words)]
    whole = all(" " in part for part in parts)
    return parts if len(parts) > 1 and whole and not is_group(words) else [words]


def _suffixes_rejoined(parts: list[str]) -> list[str]:
    names: list[str] = []
    for part in parts:
        if names and SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def _known(names: object) -> tuple[str, ...]:
    found = dict.fromkeys(name.strip(" ,") for name in names)  # type: ignore[attr-defined]
    return tuple(name for name in found if name and name.casefold() not in NOBODY)
