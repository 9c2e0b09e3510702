"""A film as those who cite it need it; every format here is made of this value."""

from dataclasses import dataclass
from functools import cached_property

from catalog.exchange.moment import Moment
from catalog.record import FilmRecord, Name


@dataclass(frozen=True)
class Cited:
    """A film's record, the permanent address of its page, and the moment that is meant, if any."""

    record: FilmRecord
    page: str
    moment: Moment | None = None

    @property
    def address(self) -> str:
        return f"{self.page}?{self.moment.query}" if self.moment else self.page

    @cached_property
    def title(self) -> str:
        return one_line(self.record.film.title)

    @cached_property
    def title_in_sentence_case(self) -> str:
        """As the librarian wrote it; else the title: no program knows which words are names."""
        return one_line(self.record.film.citation_title) or self.title

    @property
    def directors(self) -> list[Name]:
        return self.record.directors

    @property
    def companies(self) -> list[str]:
        """Who made it: its production companies, groups that produced it; else who sells it."""
        record = self.record
        groups = [name for name in record.people("producer") if name.is_collective]
        made_by = [name.text for name in record.people("production_company") or groups]
        return made_by or [company.name for company in record.distributors]

    @cached_property
    def company(self) -> str:
        return one_line("; ".join(self.companies))

    @property
    def years(self) -> str:
        """`2009`, `1996–1999`, or nothing when the year is not known."""
        film = self.record.film
        if film.year_from is None:
            return ""
        return f"{film.year_from}–{film.year_to}" if film.year_to else str(film.year_from)

    @property
    def is_circa(self) -> bool:
        return self.record.film.year_is_circa


def one_line(text: str) -> str:
    """Text as a citation can hold it: no line ends, no control characters, single spaces."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())
