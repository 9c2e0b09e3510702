"""Where a cue is shown: `line:90% align:start`, each judged as the W3C's validator judges it."""

import re
from collections.abc import Callable, Iterator

BLANKS = re.compile("[ \t\f]")
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
LINE = re.compile(r"(?:-?[0-9]+(?:\.[0-9]+)?|-\.[0-9]+|[0-9]+(?:\.[0-9]+)?%)(?:,.*)?", re.DOTALL)
HUNDRED = 100


def wrong_settings(settings: str) -> Iterator[str]:
    """Those that are no settings, or come twice, as they are written."""
    seen = set()
    for written in BLANKS.split(settings):
        name, _colon, value = written.partition(":")
        if written and (name in seen or not _is_right(name, value)):
            yield written
        seen.add(name)


def _is_right(name: str, value: str) -> bool:
    judge = JUDGES.get(name)
    return judge is not None and judge(value)


def _line(value: str) -> bool:
    number, comma, where = value.partition(",")
    if not LINE.fullmatch(value) or (comma and where.split(",")[0] not in SIDES):
        return False
    return not number.endswith("%") or _whole_part(number) <= HUNDRED


def _position(value: str) -> bool:
    number, comma, where = value.partition(",")
    if comma and where.split(",")[0] not in PLACES:
        return False
    return _is_percentage(number) and 0 <= _whole_part(number) <= HUNDRED


def _size(value: str) -> bool:
    return _is_percentage(value) and 0 <= float(value[:-1]) <= HUNDRED


def _is_percentage(text: str) -> bool:
    return text.endswith("%") and NUMBER.fullmatch(text[:-1]) is not None


def _whole_part(text: str) -> int:
    """Of a number as it is written: the validator weighs no more of it."""
    found = re.match(r"[+-]?[0-9]{1,9}", text)
    return int(found[0]) if found else 0


SIDES = {"start", "center", "end"}
PLACES = {"line-left", "center", "line-right"}
JUDGES: dict[str, Callable[[str], bool]] = {
    "vertical": {"rl", "lr"}.__contains__,
    "line": _line,
    "position": _position,
    "size": _size,
    "align": {*SIDES, "left", "right"}.__contains__,
}
