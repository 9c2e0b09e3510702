"""Subject headings as paths from the widest to the narrowest."""

import re
from functools import lru_cache

from catalog.exchange.reading.facts.texts import said

Path = tuple[str, ...]
LONGEST = 200  # letters of one name, as the column has them
SLASH = re.compile(r"(?<! )/(?! )")
SUBDIVISION = " - "  # as ACMI writes it: Documentary films - Australia


@lru_cache(maxsize=1 << 15)
def path(text: str) -> Path | None:
    """`Documentary/Documentary films - Australia`; a slash with a space beside it parts nothing."""
    words = said(text)
    parts = [part.strip() for part in SLASH.split(words)]
    return _fitting(tuple(dict.fromkeys(parts)) if all(parts) else (words,))


def heading(main: str, subdivisions: list[str]) -> Path | None:
    """A heading of MARC: the main one, and below it the main one with its subdivisions."""
    main = said(main).rstrip(" .,") if not main.rstrip().endswith("...") else said(main)
    rest = [said(part).rstrip(" .,") for part in subdivisions if said(part)]
    whole = SUBDIVISION.join([main, *rest])
    return _fitting((main, whole) if rest else (main,))


def _fitting(names: Path) -> Path | None:
    is_long = any(len(name) > LONGEST for name in names)
    return None if is_long or not any(names) else tuple(filter(None, names))
