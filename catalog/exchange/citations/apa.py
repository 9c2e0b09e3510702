"""APA, seventh edition. Source: Publication Manual, 9.8 to 9.17 and 10.12."""

from catalog.exchange.citations.names import parts_of
from catalog.exchange.citations.pieces import Italic, Words, sentences
from catalog.exchange.cited import Cited

MOST = 20  # of more directors, nineteen and the last are named


def entry(cited: Cited) -> Words:
    """`Fan, L. (Director). (2009). Last train home [Film]. EyeSteelFilm. https://…`"""
    what = (Italic(cited.title_in_sentence_case), " [Film]")
    when = f"({_when(cited)})"
    who = _directors(cited)
    parts = (who, when, what) if who else (what, when)
    return Words((*sentences(*parts, cited.company), " ", cited.address))  # no stop after it


def mention(cited: Cited) -> Words:
    """`(Fan, 2009, 12:41–13:05)`; the title where nobody is named as director."""
    names = [parts_of(name).family for name in cited.directors]
    if not names:
        who: str = Italic(cited.title_in_sentence_case)
    else:
        who = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    moment = f", {cited.moment}" if cited.moment else ""
    return Words(("(", who, f", {_when(cited)}{moment})"))


def _when(cited: Cited) -> str:
    if not cited.years:
        return "n.d."
    return f"ca. {cited.years}" if cited.is_circa else cited.years


def _directors(cited: Cited) -> str:
    names = [parts_of(name).with_initials for name in cited.directors]
    if len(names) > MOST:
        return f"{', '.join(names[: MOST - 1])}, … {names[-1]} (Directors)"
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]} (Directors)"
    return f"{names[0]} (Director)" if names else ""
