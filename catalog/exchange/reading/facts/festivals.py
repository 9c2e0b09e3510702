"""Festivals a film was shown at and what it won there: `IDFA, 2009: Best Film`."""

import re

from catalog.exchange.reading.facts.texts import said

Showing = tuple[str, str, tuple[str, ...]]  # festival, edition, awards

LONGEST_NAME, LONGEST_AWARD = 200, 500
SELECTION = re.compile(r"(?:official selection|screened at|shown at)\s*[:,-]?\s*", re.IGNORECASE)
AWARD = re.compile(r"(?P<name>[^:]{2,}?)(?:,?\s*[(\[]?(?P<edition>(?:19|20)\d\d)[)\]]?)?\s*:\s+")
EDITION_BEHIND = re.compile(r"(?P<name>.+?),?\s*[(\[]?(?P<edition>(?:19|20)\d\d)[)\]]?")


def award(text: str) -> Showing | None:
    """One award behind its festival and a colon; without a colon it is not understood."""
    words = said(text).rstrip(".")
    found = AWARD.match(words)
    if found is None:
        return None
    prize = words[found.end() :].strip()
    return _fitting(found["name"].strip(" ,"), found["edition"] or "", (prize,) if prize else ())


def showing(text: str) -> Showing | None:
    """A festival by its name and, perhaps, its year."""
    words = SELECTION.sub("", said(text)).strip(" .")
    found = EDITION_BEHIND.fullmatch(words)
    name, edition = (found["name"], found["edition"]) if found else (words, "")
    return _fitting(name, edition, ())


def selection(text: str) -> Showing | None:
    """`Official selection: Sundance Film Festival.`, and nothing that does not begin so."""
    return showing(text) if SELECTION.match(said(text)) else None


def _fitting(name: str, edition: str, awards: tuple[str, ...]) -> Showing | None:
    long = len(name) > LONGEST_NAME or any(len(award) > LONGEST_AWARD for award in awards)
    return None if long or not name else (name, edition, awards)
