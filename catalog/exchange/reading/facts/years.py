"""When a film was made: `1960`, `Jun 1999`, `Circa 1950`, `[1970-1979]`, `199-?`, `c2009`."""

import re
from functools import lru_cache

from catalog.exchange.reading.facts.texts import said
from catalog.models.film import EARLIEST_YEAR, LATEST_YEAR

Years = tuple[int | None, int | None, bool]  # from, to where it is another, circa

NOT_KNOWN: Years = (None, None, False)
UNKNOWN = {"unknown", "not known", "undated", "n.d", "s.a", "date unknown", "uuuu", "????"}
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter"
)
CIRCA = re.compile(r"\b(?:circa|ca|c|approx|approximately|about|probably)\b\.?\s*(?=\d|\b[a-z])")
COPYRIGHT = re.compile(r"^(?:copyright|[cp©℗])\s*(?=\d{4})")
BRACKETS = str.maketrans("", "", "[](){}<>")
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\band\b|/)\s*")
SHORT_RANGE = re.compile(r"(\d{2})(\d{2})\s*[-–/]\s*(\d{2})")
ONE_DATE = re.compile(
    rf"""(?:
      (?:\d{{1,2}}(?:st|nd|rd|th)?\s+)? (?:(?:{MONTHS})\.?,?\s+)? (?P<year>\d{{4}}) (?:\.0)?
    | (?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+ (?P<american>\d{{4}})
    | (?P<iso>\d{{4}})-\d{{2}}-\d{{2}} (?:[t ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?z?)?
    | \d{{1,2}}[./]\d{{1,2}}[./](?P<numeric>\d{{4}})
    | (?P<decade>\d{{3}}) (?:0'?s|-|u|\?)
    | (?P<century>\d{{2}}) (?:--|uu|\?\?)
    )""",
    re.VERBOSE,
)

FINER = re.compile(rf"\b(?:{MONTHS})\b|\d[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}")


def is_finer(text: str) -> bool:
    """Whether a text names a month or a day as well, which years do not hold."""
    return FINER.search(text.casefold()) is not None


@lru_cache(maxsize=1 << 14)
def years(text: str) -> Years | None:
    """The first and last year a text names, and whether it calls them uncertain."""
    words = said(text).casefold().strip(" .,;:")
    if not words or words in UNKNOWN:
        return NOT_KNOWN
    words = words.translate(BRACKETS).strip(" .,;:")
    sure = COPYRIGHT.sub("", words)
    if sure == words:
        sure = CIRCA.sub("", words)
    is_circa = sure != COPYRIGHT.sub("", words)
    if sure.endswith("?"):
        sure, is_circa = sure.removesuffix("?").strip(), True
    found = _span(sure.removeprefix("between ").strip(" .,;:"))
    if found is None:
        return None
    first, last, is_vague = found
    if not EARLIEST_YEAR <= first <= last <= LATEST_YEAR:
        return None
    return first, last if last != first else None, is_circa or is_vague


def _span(words: str) -> tuple[int, int, bool] | None:
    """The years of one date, or of two with a dash between; vague where digits are missing."""
    if one := _date(words):
        return one
    if short := SHORT_RANGE.fullmatch(words):
        century, first, last = short.groups()
        if int(last) > 12:  # 2001-10 may as well be a month
            return int(century + first), int(century + last), False
        return None
    for dash in RANGE.finditer(words):
        first_date, last_date = _date(words[: dash.start()]), _date(words[dash.end() :])
        if first_date and last_date:
            return first_date[0], last_date[1], first_date[2] or last_date[2]
    return None


def _date(words: str) -> tuple[int, int, bool] | None:
    found = ONE_DATE.fullmatch(words.strip())
    if found is None:
        return None
    if decade := found["decade"]:
        return int(decade + "0"), int(decade + "9"), not words.endswith("s")
    if century := found["century"]:
        return int(century + "00"), int(century + "99"), True
    year = int(found["year"] or found["american"] or found["iso"] or found["numeric"])
    return year, year, False
