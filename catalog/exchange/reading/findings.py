"""What is found out of one record while it is read: facts, and the texts that gave none."""

from collections.abc import Callable, Iterable
from typing import Any

from catalog.exchange.incoming import Incoming
from catalog.exchange.reading.facts import years
from catalog.exchange.reading.facts.texts import said

LONGEST = {  # letters, as the columns have them
    "title": 500,
    "sort_title": 500,
    "original_title": 500,
    "other_titles": 500,
    "synopsis_source": 200,
    "content_notes": 500,
    "credits": 200,
    "distributors": 200,
    "collections": 200,
    "identifiers": 120,
}
WITHOUT: dict[str, Any] = {
    "year": years.NOT_KNOWN,
    "released_on": None,
    "runtime_seconds": None,
}  # else "" or []


class Findings:
    """The facts of one record as they gather; `incoming()` hands them over."""

    def __init__(self, *, key: str, place: int) -> None:
        self.key, self.place = key, place
        self.facts: dict[str, Any] = {}
        self.unread: list[tuple[str, str]] = []

    def text(self, fact: str, text: str) -> None:
        """A fact that is its text; one too long for its column is not cut but listed."""
        if len(text) > LONGEST.get(fact, len(text)):
            self.unread.append((fact, text))
        else:
            self.facts[fact] = text

    def one(self, fact: str, texts: Iterable[str], parse: Callable[[str], Any]) -> None:
        """The first text that says something; the ones that say otherwise are listed."""
        nothing = WITHOUT.get(fact, "")
        found, understood = nothing, True
        for text in filter(said, texts):
            value = parse(text)
            says_more = value not in (None, 0, "", nothing)
            if value is None or (says_more and found not in (nothing, value)):
                self.unread.append((fact, said(text)))
                understood = False
            elif says_more:
                found = value
        if understood or found != nothing:
            self.facts[fact] = found

    def several(
        self, fact: str, texts: Iterable[str], parse: Callable[[str], Iterable[Any] | None]
    ) -> None:
        """All values of all texts, each once; a text that cannot be understood is listed."""
        found: dict[Any, None] = {}
        understood = True
        for text in filter(said, texts):
            values = parse(text)
            if values is None:
                self.unread.append((fact, said(text)))
                understood = False
            else:
                found |= dict.fromkeys(values)
        if found or understood:
            self.add(fact, found)

    def add(self, fact: str, values: Iterable[Any]) -> None:
        """Values in the catalogue's shape already; those too long for a column are listed."""
        longest = LONGEST.get(fact)
        kept = self.facts.setdefault(fact, [])
        for value in values:
            name = value[-1] if fact == "identifiers" else value[0]
            text = name if isinstance(value, tuple) else value
            if longest and len(text) > longest:
                self.unread.append((fact, text))
            elif value not in kept:
                kept.append(value)

    def not_understood(self, fact: str, text: str) -> None:
        if said(text):
            self.unread.append((fact, said(text)))

    def incoming(self) -> Incoming:
        if showings := self.facts.get("festivals"):
            self.facts["festivals"] = [(name, of, list(won)) for name, of, won in showings]
        if credits := self.facts.get("credits"):
            self.facts["credits"] = _once_a_role(credits)
        return Incoming(self.key, self.place, self.facts, tuple(dict.fromkeys(self.unread)))


def _once_a_role(credits: list[Any]) -> list[Any]:
    """Somebody named twice for one role has it once, with all the words that were used."""
    once: dict[tuple[str, str], tuple[list[str], bool]] = {}
    for name, role, function, is_group in credits:
        functions, _group = once.setdefault((name, role), ([], is_group))
        functions.append(function)
    return [
        (name, role, "" if "" in functions else ", ".join(dict.fromkeys(functions)), is_group)
        for (name, role), (functions, is_group) in once.items()
    ]
