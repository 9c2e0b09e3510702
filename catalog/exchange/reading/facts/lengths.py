"""How long a film runs, in seconds: `01:27:00`, `1 hr., 27 min., 1 sec.`, `1h 30m`, `90`."""

import re
from functools import lru_cache

from catalog.exchange.reading.facts.texts import said

LONGEST = 1000 * 3600
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:[.,]0+)?")
ISO_8601 = re.compile(r"P(?:\d+D)?T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.IGNORECASE)
SIX_DIGITS = re.compile(r"(\d{2})([0-5]\d)([0-5]\d)")
MINUTES_ALONE = re.compile(r"(\d{1,3})(?:[.,]0+)?")
UNITS = (
    (3600, r"(?:hours?|hrs?|h|std|Stunden?|heures?)"),
    (60, r"(?:minutes?|minutos?|Minuten?|mins?|mn|m|['’′])"),
    (1, r"(?:seconds?|secs?|sec|s|[\"”″]|'')"),
)
PART = r"(?:(?P<{name}>\d{{1,5}}(?:[.,]\d{{1,3}})?)\s*{unit}(?![a-z])\.?)"
AND = r"[\s,:]*(?:and\s+)?"
IN_WORDS = re.compile(
    r"(?<![\d.,])"
    + AND.join(
        PART.format(name=name, unit=unit) + "?"
        for name, (_seconds, unit) in zip(("hours", "minutes", "seconds"), UNITS, strict=True)
    ),
    re.IGNORECASE,
)
HOURS_AND_REST = re.compile(r"(\d{1,2})\s*h\s*([0-5]\d)", re.IGNORECASE)
ABOUT = re.compile(r"^(?:circa|ca|c|approx|approximately|about)\b\.?\s*", re.IGNORECASE)
EACH = re.compile(r"\beach\b|\bca?d?\.? ?une\b", re.IGNORECASE)
NOT_KNOWN = {"unknown", "not known", "various", "---", "000", "|||", "nnn"}


@lru_cache(maxsize=1 << 14)
def seconds(text: str) -> int | None:
    """Seconds; 0 where the text says that nobody knows. A number alone counts minutes."""
    words = ABOUT.sub("", said(text).strip(" ()[].;,"))
    if not words or words.casefold() in NOT_KNOWN:
        return 0
    for clock in (CLOCK, ISO_8601):
        if found := clock.fullmatch(words):
            return _total(*(int(part or 0) for part in found.groups()))
    if found := MINUTES_ALONE.fullmatch(words):
        return _total(0, int(found[1]), 0)
    if found := HOURS_AND_REST.fullmatch(words):
        return _total(int(found[1]), int(found[2]), 0)
    found = IN_WORDS.fullmatch(words)
    return _in_words(found) if found else None


def seconds_within(text: str) -> int | None:
    """The running time a longer statement holds: `1 videodisc (ca. 87 min.) : sound, color`."""
    words = said(text)
    if EACH.search(words):  # the length of a part says nothing of the whole
        return None
    times = [_in_words(found) for found in IN_WORDS.finditer(words)]
    times += [_total(*map(int, found.groups())) for found in CLOCK.finditer(words)]
    told = [time for time in times if time]
    return told[0] if len(told) == 1 else None


def of_field_306(text: str) -> int | None:
    """MARC 306 $a: six digits, hhmmss."""
    found = SIX_DIGITS.fullmatch(text.strip())
    return _total(*map(int, found.groups())) if found else None


def _in_words(found: re.Match[str]) -> int | None:
    parts = [found["hours"], found["minutes"], found["seconds"]]
    if not any(parts):
        return None
    numbers = (float((part or "0").replace(",", ".")) for part in parts)
    return _total(*numbers)


def _total(hours: float, minutes: float, rest: float) -> int | None:
    total = round(hours * 3600 + minutes * 60 + rest)
    return total if total <= LONGEST else None


def whole_seconds(text: str) -> int | None:
    """A number below a heading that says it counts seconds."""
    words = said(text)
    return _total(0, 0, float(words)) if re.fullmatch(r"\d{1,7}(?:\.0+)?", words) else seconds(text)
