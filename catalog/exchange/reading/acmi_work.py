"""What one work of ACMI's collection says of a film. "Empty" is `[""]` there."""

from functools import lru_cache
from typing import Any

from catalog.exchange.incoming import Incoming
from catalog.exchange.reading.facts import (
    colours,
    countries,
    languages,
    lengths,
    names,
    roles,
    subjects,
    titles,
    years,
)
from catalog.exchange.reading.facts.texts import paragraphs, said
from catalog.exchange.reading.findings import Findings

SOURCE = "ACMI"
WARNINGS = (
    "Warning",
    "Aboriginal and Islander viewers",
    "Adult themes",
    "Coarse language",
    "Nudity",
    "Violence",
    "Sex",
)
Work = dict[str, Any]
Credited = tuple[str, str, str, bool]  # name, role, function, is it a group


def texts_of(record: Work, name: str) -> list[str]:
    """The texts of a field; it may be missing, a single text, or hold something else."""
    values = record.get(name) or []
    values = values if isinstance(values, list) else [values]
    return [value for value in values if isinstance(value, str) and value.strip()]


def film(record: Work, title: str, *, key: str, place: int) -> Incoming:
    found = Findings(key=key, place=place)
    _say_titles(found, record, title)
    _say_years(found, texts_of(record, "creation_date"))
    found.several("countries", texts_of(record, "place_of_production"), countries.countries)
    found.several("languages", texts_of(record, "language_keywords"), languages.languages)
    found.one("runtime_seconds", texts_of(record, "length"), lengths.seconds)
    _say_colour(found, texts_of(record, "colour"))
    _say_synopsis(found, record)
    _say_people(found, texts_of(record, "creator_contributor_role"))
    headings = (texts_of(record, name) for name in ("form", "genre", "subject_group"))
    found.several("subjects", (text for texts in headings for text in texts), _one_path)
    found.add("collections", _collections(record))
    found.several("identifiers", [str(record.get("acmi_identifier", ""))], _number)
    return found.incoming()


def _say_titles(found: Findings, record: Work, title: str) -> None:
    proper, *others = titles.parallel(title)
    kinds = texts_of(record, "other_title_type")
    originals, further = [], list(others)
    for number, text in enumerate(texts_of(record, "other_title")):
        kind = kinds[number] if number < len(kinds) else ""
        if kind == "Optional Sort Title":
            found.text("sort_title", titles.filed_as(titles.title(text), proper))
        elif kind == "Original":
            originals.append(titles.title(text))
        else:
            further.append(titles.title(text))
    found.text("title", proper)
    found.text("original_title", originals[0] if originals else "")
    further += originals[1:]
    known = {proper, "", *originals[:1]}
    found.add("other_titles", [(text, "") for text in further if text not in known])


def _say_years(found: Findings, texts: list[str]) -> None:
    """A day of making is not one of release: what is finer than a year stays as it was written."""
    found.one("year", texts, years.years)
    for text in filter(years.is_finer, texts):
        found.not_understood("year", text)


def _say_colour(found: Findings, texts: list[str]) -> None:
    """Prints in colour and in black and white make a film that is both."""
    kinds = [colours.colour(text) for text in texts]
    for text in (text for text, kind in zip(texts, kinds, strict=True) if kind is None):
        found.not_understood("colour", text)
    if kinds == [] or any(kind is not None for kind in kinds):
        found.text("colour", colours.together([kind for kind in kinds if kind]))


def _say_synopsis(found: Findings, record: Work) -> None:
    """The abstract's sentence comes first, unless the description has it already."""
    fields = (texts_of(record, name) for name in ("abstract", "description"))
    texts = [paragraphs(text) for field in fields for text in field]
    texts = [text for text in texts if text]
    if len(texts) == 2 and texts[0].strip(". ") in texts[1]:
        texts = texts[1:]
    notes = [said(text) for text in texts_of(record, "viewing_guidelines")]
    found.text("synopsis", "\n\n".join(texts))
    found.text("synopsis_language", "en")
    found.text("synopsis_source", SOURCE if texts else "")
    found.text("content_notes", " ".join(text for text in notes if text.startswith(WARNINGS)))


def _say_people(found: Findings, texts: list[str]) -> None:
    credits: list[Credited] = []
    distributors: list[Credited] = []
    for text in texts:
        name, role = names.name_and_role(text)
        if not role and roles.is_role(name):
            found.not_understood("credits", text)  # a role without its name
        elif name.casefold() not in names.NOBODY:
            for credit in _parts(name, role):
                (distributors if credit[1] == roles.DISTRIBUTOR else credits).append(credit)
    found.add("credits", credits)
    found.add("distributors", [name for name, *_role in distributors])


@lru_cache(maxsize=1 << 15)
def _parts(name: str, role: str) -> list[Credited]:
    group = roles.is_of_a_group(role) or names.is_group(name)
    return [(name, kind, function, group) for kind, function in roles.roles(role)]


def _one_path(text: str) -> list[subjects.Path] | None:
    found = subjects.path(text)
    return None if found is None else [found]


def _number(text: str) -> list[tuple[str, str]]:
    return [("local", said(text))] if said(text) else []


def _collections(record: Work) -> list[str]:
    """`Collection; B1005777; Exemplary Works; Active` among the objects a work belongs to."""
    related = zip(
        texts_of(record, "related_objects"), texts_of(record, "object_relationship"), strict=False
    )
    found = [said(text).split("; ") for text, relation in related if relation == "higher term"]
    return [parts[2] for parts in found if parts[0] == "Collection" and len(parts) > 2]
