"""What a MARC record says of a film.

Sources: MARC 21 Format for Bibliographic Data; OLAC, Best Practices for Cataloging Streaming Media.
"""

import re

from django.utils.translation import gettext as _

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected
from catalog.exchange.reading.facts import festivals, identifiers, subjects, titles
from catalog.exchange.reading.facts.texts import paragraphs, said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.marc import dates, kinds, people, technical
from catalog.exchange.reading.marc.record import Record

SUBJECTS = ("600", "610", "611", "630", "647", "650", "651", "655")
OCLC = re.compile(r"\(OCoLC\)\s*\D{0,3}(\d+)")
MEDIUM = re.compile(r".*?(?=[ :=;./]*\Z)", re.DOTALL)  # what follows it is the next part's mark
QUALIFIER = re.compile(r"\s*\((?:[^()]*)\)\s*$")
CONTENT_ADVICE, REVIEW = "4", "1"  # first indicators of 520


def of_record(record: Record, *, place: int) -> Incoming | Rejected | NotAFilm:
    title, _others = _title(record)
    if len(record.leader) != 24:
        return Rejected(place, _("The record has no leader of 24 characters."), title[:200])
    if reason := kinds.something_else(record):
        return NotAFilm(place, reason, title[:200])
    if reason := titles.refusal(title):
        return Rejected(place, reason, title[:200])
    found = Findings(key=said(record.fixed("001")), place=place)
    _say_titles(found, record)
    dates.say(found, record)
    technical.say(found, record)
    people.say(found, record)
    _say_texts(found, record)
    _say_subjects(found, record)
    _say_festivals(found, record)
    _say_numbers(found, record)
    return found.incoming()


def _title(record: Record) -> tuple[str, list[str]]:
    """The title proper with its subtitle and part, and its parallel titles.

    The text of each field is punctuated for the next one: `Nuit et brouillard =$bNight and fog /`.
    """
    field = next(record.fields("245"), None)
    if field is None:
        return "", []
    parts = (
        MEDIUM.sub("", text, count=1) if code == "h" else text
        for code, text in field.subfields
        if code in "abhnp"
    )
    proper, *others = titles.parallel(titles.title(" ".join(parts).rstrip(" /")))
    return titles.tidy(proper), [titles.tidy(text) for text in others]


def _say_titles(found: Findings, record: Record) -> None:
    title, others = _title(record)
    field = next(record.fields("245"))
    before = title[: int(field.second)] if field.second.isdigit() else ""
    found.text("title", title)
    if before.strip() and before.endswith((" ", "'", "’")):
        found.text("sort_title", titles.filed_as(title[len(before) :], title))
    originals = [titles.tidy(QUALIFIER.sub("", field.text("a"))) for field in record.fields("240")]
    others += [titles.tidy(QUALIFIER.sub("", field.text("anp"))) for field in record.fields("130")]
    for field in record.fields("246", "740"):
        is_original = "original" in field.text("i").casefold()
        (originals if is_original else others).append(titles.tidy(field.text("abnp")))
    originals += [
        titles.tidy(field.text("abnp"))
        for field in record.fields("880")
        if field.text("6")[:3] == "245"
    ]
    original = next((text for text in reversed(originals) if text and text != title), "")
    found.text("original_title", original)
    known = {title, original, ""}
    found.add("other_titles", [(text, "") for text in [*others, *originals] if text not in known])


def _say_texts(found: Findings, record: Record) -> None:
    """The synopsis, advice on the content, and reviews: 520 is all three."""
    summaries: list[str] = []
    advice: list[str] = []
    for field in record.fields("520"):
        text = paragraphs(field.text("ab"))
        if field.first == REVIEW and field.text("c"):
            outlet = said(field.text("c")).strip(" -—.")
            found.add("reviews", [(text, outlet, "", "", "")])
        else:
            (advice if field.first == CONTENT_ADVICE else summaries).append(text)
    found.text("synopsis", "\n\n".join(filter(None, summaries)))
    found.text("content_notes", " ".join(map(said, advice)))


def _say_subjects(found: Findings, record: Record) -> None:
    found.add("subjects", [])
    for field in record.fields(*SUBJECTS):
        main = " ".join(said(text) for text in field.all("abcdnpq"))
        if path := subjects.heading(main, field.all("vxyz")):
            found.add("subjects", [path])
        else:
            found.not_understood("subjects", main)
    for field in record.fields("653"):
        found.add("subjects", filter(None, (subjects.heading(text, []) for text in field.all("a"))))


def _say_festivals(found: Findings, record: Record) -> None:
    for text in record.texts("586", "a"):
        found.several("festivals", [text], lambda text: _one(festivals.award(text.strip('"“” '))))
    for text in record.texts("500", "a"):
        if showing := festivals.selection(text):
            found.add("festivals", [showing])
    if not any(fact == "festivals" for fact, _text in found.unread):
        found.add("festivals", [])


def _say_numbers(found: Findings, record: Record) -> None:
    found.add("identifiers", [])
    for field in record.fields("024"):
        if field.first == "7" and (
            number := identifiers.of_our_kind(field.text("2"), field.text("a"))
        ):
            found.add("identifiers", number)
    for text in record.texts("035", "a"):
        if oclc := OCLC.search(text):
            found.add("identifiers", [("oclc", oclc[1].lstrip("0"))])


def _one(showing: festivals.Showing | None) -> list[festivals.Showing] | None:
    return None if showing is None else [showing]
