"""A film in BibTeX, as BibLaTeX and Zotero read it: an entry `@movie`, in UTF-8."""

from collections.abc import Iterator

from catalog.exchange.citations.names import parts_of
from catalog.exchange.cited import Cited, one_line
from catalog.record import Name

CONTENT_TYPE = "application/x-bibtex"

# What TeX would take for something else. BibTeX counts even an escaped brace: none may stand here.
ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%_#$"},
}


def bibtex(cited: Cited) -> str:
    lines = (f"  {field} = {{{value}}},\n" for field, value in _fields(cited) if value)
    return f"@movie{{{cited.record.film.identifier},\n{''.join(lines)}}}\n"


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "title", _with_its_capitals(cited.title)
    yield "author", " and ".join(map(_name, cited.directors))
    yield "authortype", "director" if cited.directors else ""
    yield _date(cited)
    yield "publisher", escaped(cited.company)
    yield "type", "Film"
    yield "url", cited.address  # as it is: TeX reads this field letter for letter
    yield "abstract", escaped(one_line(cited.record.film.synopsis))
    yield "keywords", escaped(", ".join(subject.name for subject in cited.record.subjects))


def escaped(text: str) -> str:
    return "".join(ESCAPED.get(letter, letter) for letter in text)


def _with_its_capitals(title: str) -> str:
    """Words with a capital are in braces, or a style would take it from them."""
    words = ((escaped(word), word != word.lower()) for word in title.split(" "))
    return " ".join(f"{{{word}}}" if has_capital else word for word, has_capital in words)


def _name(name: Name) -> str:
    """`Fan, Lixin`, `King, Jr., Martin Luther`; in braces what is no name of a person's."""
    parts = parts_of(name)
    if not parts.given:
        return f"{{{escaped(parts.family)}}}"
    listed = ", ".join(filter(None, [parts.family, parts.suffix, parts.given]))
    return escaped(listed).replace(" and ", " {and} ")


def _date(cited: Cited) -> tuple[str, str]:
    """A year, or a date as EDTF writes doubt and length: `1910~`, `1996/1999`."""
    film = cited.record.film
    if film.year_from is None or not (film.year_to or film.year_is_circa):
        return "year", cited.years
    doubt = "~" if film.year_is_circa else ""
    return "date", "/".join(f"{year}{doubt}" for year in (film.year_from, film.year_to) if year)
