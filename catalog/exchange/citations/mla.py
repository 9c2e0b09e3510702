"""MLA, ninth edition. Source: MLA Handbook, 5.3 to 5.105 and 6.52."""

from catalog.exchange.citations.names import parts_of
from catalog.exchange.citations.pieces import Italic, Words, sentences
from catalog.exchange.cited import Cited


def entry(cited: Cited) -> Words:
    """`Last Train Home. Directed by Lixin Fan, EyeSteelFilm, 2009, https://….`"""
    year = f"[{cited.years}?]" if cited.years and cited.is_circa else cited.years
    container = [_directed_by(cited), cited.company, year, cited.address]
    return Words(sentences((Italic(cited.title),), ", ".join(filter(None, container))))


def mention(cited: Cited) -> Words:
    """`(Last Train Home, 12:41–13:05)`"""
    moment = f", {cited.moment}" if cited.moment else ""
    return Words(("(", Italic(cited.title), f"{moment})"))


def _directed_by(cited: Cited) -> str:
    names = [parts_of(name).straight for name in cited.directors]
    if not names:
        return ""
    return f"Directed by {' and '.join(names) if len(names) < 3 else f'{names[0]} et al.'}"
