"""One MARC record, whatever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A data field: its tag, both indicators, and its subfields in order."""

    tag: str
    first: str
    second: str
    subfields: tuple[tuple[str, str], ...]

    def all(self, codes: str) -> list[str]:
        """The texts of the subfields with one of the codes, in their order."""
        return [text for code, text in self.subfields if code in codes and text.strip()]

    def text(self, codes: str) -> str:
        return " ".join(text.strip() for text in self.all(codes))


@dataclass(frozen=True)
class Record:
    """leader: 24 characters. control: (tag, text) of the fields 001 to 009."""

    leader: str
    control: tuple[tuple[str, str], ...]
    data: tuple[Field, ...]

    def fixed(self, tag: str) -> str:
        """The first control field of that tag, or ""."""
        return next((text for of, text in self.control if of == tag), "")

    def fields(self, *tags: str) -> Iterator[Field]:
        return (field for field in self.data if field.tag in tags)

    def texts(self, tag: str, codes: str) -> list[str]:
        """The text of every such field, its subfields joined by blanks."""
        return [text for field in self.fields(tag) if (text := field.text(codes))]
