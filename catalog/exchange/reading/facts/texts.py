"""Text as it should have come: one form of Unicode, no control characters, no HTML entities."""

import html
import re
import unicodedata
from functools import lru_cache

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
LOST = "\ufffd"  # stands where a letter could not be decoded
ERRORS = {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!"}  # of spreadsheets
NOTHING = {"-", "--", "–", "—", "n/a", "n.a.", "null", "none", "nan", "[]"} | ERRORS


def plain(text: str) -> str:
    """The text on one line, its entities decoded once, its characters composed (NFC)."""
    return " ".join(_clean(text).split()) if len(text) > 300 else _plain_and_short(text)


def paragraphs(text: str) -> str:
    """The same for a longer text, whose paragraphs stay apart."""
    lines = (" ".join(line.split()) for line in LINE_END.split(_clean(LINE_END.sub("\n", text))))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def said(text: str) -> str:
    """The text on one line; empty where it only says that there is none: `-`, `n/a`, `NULL`."""
    found = plain(text)
    return "" if found.casefold() in NOTHING else found


@lru_cache(maxsize=1 << 16)  # a catalogue says the same thing many times
def _plain_and_short(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if text.isascii() and text.isprintable():
        return text
    text = CONTROLS.sub("", text.translate(WINDOWS))  # a control there was a letter in cp1252
    return unicodedata.normalize("NFC", text)
