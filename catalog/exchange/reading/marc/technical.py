"""Where, in which language, how long and in what colour: the coded fields and the physical ones."""

import re

from catalog.exchange.reading.facts import colours, countries, languages, lengths
from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.marc import places
from catalog.exchange.reading.marc.record import Record
from catalog.models.film import Film

COLOUR = re.compile(r"\bcol(?:ou?r)?\b", re.IGNORECASE)
BLACK_AND_WHITE = re.compile(r"b ?& ?w|black[ -]and[ -]white", re.IGNORECASE)
OF_007 = {"b": "black_and_white", "c": "colour", "m": "mixed"}  # video and film, position 03
THREE_LETTERS = re.compile("...")
UNSAID = {"", "   ", "|||", "nnn", "---", "000"}


def say(found: Findings, record: Record) -> None:
    _say_countries(found, record)
    _say_languages(found, record)
    _say_length(found, record)
    _say_colour(found, record)


def _say_countries(found: Findings, record: Record) -> None:
    """Where it was produced (257); else the place of publication, which is that of the video."""
    producing = [text for field in record.fields("257") for text in field.all("a")]
    if producing:
        found.several("countries", [text.strip(" .") for text in producing], countries.countries)
        return
    codes = [text for field in record.fields("044") for text in field.all("a")]
    coded = codes or [record.fixed("008")[15:18]]
    found.several("countries", filter(str.strip, coded), places.country)


def _say_languages(found: Findings, record: Record) -> None:
    """041 $a is spoken or sung; older records write its codes without anything between."""
    fields = (field for field in record.fields("041") if field.second != "7")
    spoken = [code for field in fields for text in field.all("a") for code in _codes(text)]
    coded = spoken or [record.fixed("008")[35:38]]
    found.several("languages", [code for code in coded if code not in UNSAID], languages.languages)


def _codes(text: str) -> list[str]:
    text = text.strip()
    return THREE_LETTERS.findall(text) if len(text) % 3 == 0 else [text]


def _say_length(found: Findings, record: Record) -> None:
    """The exact one first: 306, then 300 in words, then the minutes of 008."""
    exact = [text for field in record.fields("306") for text in field.all("a")]
    if len(exact) == 1 and (seconds := lengths.of_field_306(exact[0])):
        found.facts["runtime_seconds"] = seconds
        return
    extents = record.texts("300", "a")
    told = [time for time in map(lengths.seconds_within, extents) if time]
    if len(told) == 1:
        found.facts["runtime_seconds"] = told[0]
        return
    minutes = record.fixed("008")[18:21]
    found.one("runtime_seconds", [] if minutes in UNSAID else [minutes], lengths.seconds)
    for extent in extents:
        if "min" in extent and not found.facts.get("runtime_seconds"):
            found.not_understood("runtime_seconds", extent)


def _say_colour(found: Findings, record: Record) -> None:
    words = said(" ".join(record.texts("300", "b")))
    kinds = [Film.Colour.COLOUR.value] if COLOUR.search(words) else []
    kinds += [Film.Colour.BLACK_AND_WHITE.value] if BLACK_AND_WHITE.search(words) else []
    if not kinds:
        physical = (text for tag, text in record.control if tag == "007" and text[:1] in "vm")
        kinds = [OF_007[text[3]] for text in physical if text[3:4] in OF_007][:1]
    found.text("colour", colours.together(kinds))
