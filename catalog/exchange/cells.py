"""How texts stand in the cells of a table, so that each comes back letter for letter.

Several in one cell have a mark between them: `Fan, Lixin; "Smith; Sons"; Mila`. One that holds the
mark, begins with a quotation mark or has blanks at an end stands in such marks, doubled inside.

A cell that a spreadsheet would calculate gets an apostrophe before it, and so does one that begins
so already: `=1+1` is kept as `'=1+1`, and `'=1+1` as `''=1+1`. Source: OWASP, CSV injection.

What XML cannot hold is spelled `_x000D_` in a cell of XLSX. Source: ECMA-376-1, 22.9.2.19.
"""

import re
from collections.abc import Iterable

CALCULATED = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NEEDS_SPELLING = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ONE = r'\s*(?:"(?P<quoted>(?:[^"]|"")*+)"\s*(?={mark}|\Z)|(?P<plain>[^{mark}]*))(?P<mark>{mark}|\Z)'


def joined(texts: Iterable[str], mark: str) -> str:
    """The texts in one cell; `split` gives them back. Nothing where there is none."""
    texts = list(texts)
    between = f"{mark} " if mark in ",;" else f" {mark} "
    if texts == [""]:
        return '""'
    return between.join(_quoted(text) if _needs_quotes(text, mark) else text for text in texts)


def split(cell: str, mark: str) -> list[str]:
    """The texts of a cell, also of one that somebody typed: a stray quotation mark is a letter."""
    texts = []
    if cell.strip():
        for found in re.finditer(ONE.format(mark=re.escape(mark)), cell):
            quoted, plain = found["quoted"], found["plain"]
            texts.append(plain.strip() if quoted is None else quoted.replace('""', '"'))
            if found["mark"] != mark:
                break
    return texts


def guarded(cell: str) -> str:
    """The cell as no spreadsheet calculates it."""
    return f"'{cell}" if CALCULATED.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


def spelled(cell: str) -> str:
    return NEEDS_SPELLING.sub(lambda found: f"_x{ord(found[0]):04X}_", cell)


def unspelled(cell: str) -> str:
    return SPELLED.sub(lambda found: chr(int(found[1], 16)), cell)


def _needs_quotes(text: str, mark: str) -> bool:
    return mark in text or text.startswith('"') or text != text.strip()


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
