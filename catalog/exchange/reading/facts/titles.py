"""Titles as cataloguers punctuate them."""

import re

from django.utils.translation import gettext as _

from catalog.exchange.reading.facts.texts import ERRORS, LOST, plain
from catalog.models.film import ARTICLES

NO_TITLE = {"", "-", "n/a", "null", "nan"} | ERRORS
LONGEST = 500  # letters, as the column has them
BEFORE_MARK = re.compile(r"\s+(?=[:;,]\s)")
ABBREVIATED = re.compile(r"(?:\.\.|\b[A-Za-z]{1,2}|\b(?:\w\.)+\w)\.$")
WORDY = re.compile(r"[^\W\d_]{2,}")
LANGUAGE_SIGN = " = "


def title(text: str) -> str:
    """The title on one line, or `""` where the cell only says that there is none."""
    found = plain(text)
    return "" if found.casefold() in NO_TITLE else found


def tidy(text: str) -> str:
    """A title of MARC as a page shows it: `TERRA: the EOS flagship`, without its last stop."""
    found = BEFORE_MARK.sub("", title(text)).rstrip(" /:;=,")
    return found if ABBREVIATED.search(found) else found.removesuffix(".").rstrip()


def refusal(found: str) -> str:
    """Why a record with this title cannot be a film of ours, or ""."""
    if not found:
        return _("There is no title.")
    if len(found) > LONGEST:
        return _("The title has more than %(most)s letters.") % {"most": LONGEST}
    if LOST in found:
        return _("Letters of the title were lost in the file: “%(title)s”.") % {"title": found}
    return ""


def parallel(text: str) -> tuple[str, ...]:
    """`Urlaubsfilm = Holiday movie` is one title in two languages, the title proper first."""
    parts = [part.strip() for part in text.split(LANGUAGE_SIGN)]
    if len(parts) > 3 or not all(WORDY.search(part) for part in parts):  # E = mc2
        return (text.strip(),)
    return tuple(dict.fromkeys(parts))


def filed_as(sort_title: str, text: str) -> str:
    """The sort title in full: sources cut it (`Madres` for “Las Madres de Plaza de Mayo”).

    Empty where it says no more than that an English article comes first: ours file so already.
    """
    start = text.casefold().find(sort_title.casefold())
    if start < 0:
        return sort_title
    before = text[:start].casefold().lstrip("[(\"'“‘")
    return "" if before in {"", *ARTICLES} else text[start:]
