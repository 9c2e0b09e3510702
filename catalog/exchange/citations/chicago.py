"""Chicago, seventeenth edition: with notes, and author-date. Source: Manual, 14 and 15."""

from catalog.exchange.citations.names import Parts, parts_of
from catalog.exchange.citations.pieces import Italic, Words, sentences
from catalog.exchange.cited import Cited

MOST, OF_MORE = 10, 7  # directors that a bibliography names: all of ten, seven of eleven
MOST_IN_A_TEXT = 3


def entry(cited: Cited) -> Words:
    """`Fan, Lixin, dir. Last Train Home. EyeSteelFilm, 2009. https://….`"""
    published = ", ".join(filter(None, [cited.company, _when(cited)]))
    return Words(sentences(_directors(cited), (Italic(cited.title),), published, cited.address))


def note(cited: Cited) -> Words:
    """`Last Train Home, directed by Lixin Fan (EyeSteelFilm, 2009), at 12:41, https://….`"""
    who = _few([parts.straight for parts in _parts(cited)])
    rest = f", directed by {who}" if who else ""
    rest += f" ({cited.company}, {_when(cited)})" if cited.company else f", {_when(cited)}"
    rest += f", at {cited.moment}" if cited.moment else ""
    return Words((Italic(cited.title), f"{rest}, {cited.address}."))


def dated_entry(cited: Cited) -> Words:
    """`Fan, Lixin, dir. 2009. Last Train Home. EyeSteelFilm. https://….`"""
    who, title, when = _directors(cited), (Italic(cited.title),), _when(cited)
    first = (who, when, title) if who else (title, when)
    return Words(sentences(*first, cited.company, cited.address))


def mention(cited: Cited) -> Words:
    """`(Fan 2009, at 12:41–13:05)`; the title where nobody is named as director."""
    who = _few([parts.family for parts in _parts(cited)]) or Italic(cited.title)
    when = f" {_when(cited)}" if cited.years else f", {_when(cited)}"
    moment = f", at {cited.moment}" if cited.moment else ""
    return Words(("(", who, f"{when}{moment})"))


def _when(cited: Cited) -> str:
    if not cited.years:
        return "n.d."
    return f"[{cited.years}?]" if cited.is_circa else cited.years


def _parts(cited: Cited) -> list[Parts]:
    return [parts_of(name) for name in cited.directors]


def _directors(cited: Cited) -> str:
    """The first name inverted, the others as they are spoken."""
    names = [parts.straight for parts in _parts(cited)]
    if not names:
        return ""
    names[0] = _parts(cited)[0].inverted
    if len(names) == 1:
        return f"{names[0]}, dir."
    if len(names) > MOST:
        return f"{', '.join(names[:OF_MORE])}, et al., dirs."
    return f"{', '.join(names[:-1])}, and {names[-1]}, dirs."


def _few(names: list[str]) -> str:
    if len(names) > MOST_IN_A_TEXT:
        return f"{names[0]} et al."
    comma = "," if len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}" if len(names) > 1 else "".join(names)
