"""Letters out of bytes. What the bytes do not say themselves is assumed, and told."""

import codecs
from dataclasses import dataclass

from django.utils.translation import gettext as _

SIGNS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What programs wrote before UTF-8, where they were made for a language: by its BCP 47 tag.
ELSE = "cp1252"
OLD = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), "cp1251"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    "el": "cp1253", "tr": "cp1254", "he": "cp1255", "vi": "cp1258", "th": "cp874",
    "ja": "cp932", "ko": "cp949", "zh": "gb18030", "zh-Hant": "big5",
}  # fmt: skip


@dataclass(frozen=True)
class Decoded:
    """text: without a byte order mark. assumed: the encoding's name where the bytes do not say."""

    text: str
    assumed: str = ""


def decoded(data: bytes, language: str) -> Decoded:
    """The text of a file in UTF-8, UTF-16, or the old encoding usual for its language.

    Raises ValueError, with words for a librarian, where it is none of them.
    """
    for sign, encoding in SIGNS:
        if data.startswith(sign):
            return Decoded(_strictly(data[len(sign) :], encoding))
    wide = _wide(data)
    if wide:
        return Decoded(_strictly(data, wide), wide)
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        old = old_encoding(language)
        return Decoded(_strictly(data, old), old)


def old_encoding(language: str) -> str:
    main = language.partition("-")[0]
    return OLD.get("-".join(language.split("-")[:2])) or OLD.get(main, ELSE)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of its blanks and digits is nothing."""
    head = data[:1000]
    if head[1::2].count(0) * 2 > len(head[1::2]) > 0:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) * 2 > len(head[::2]) > 0 else ""


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        words = _("Line %(line)s is not text in %(encoding)s. Save the file as UTF-8.")
        raise ValueError(words % {"line": line, "encoding": encoding}) from error
