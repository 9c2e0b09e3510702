"""Citations, letter for letter. `tests/browser/test_styles.py` has citeproc judge them all."""

from dataclasses import replace

import pytest

from catalog.exchange.citations import citations_of
from catalog.exchange.citations.names import initials, parts_of
from catalog.exchange.cited import Cited
from catalog.exchange.moment import Moment
from catalog.models import Film
from catalog.record import CreditLine, FilmRecord, Name
from tests.catalog.exchange.citations.cases import (
    AT,
    CASES,
    FROM_A_DISTRIBUTOR,
    KING,
    LIXIN_FAN,
    PAGE,
    make_cited,
    many,
)

STYLES = ("apa-7", "mla-9", "chicago-17-notes", "chicago-17-author-date")


def in_style(style, cited):
    return next(each for each in citations_of(cited) if each.style == style)


EXACT = [
    (
        "apa-7",
        f"Fan, L. (Director). (2009). <i>Last train home</i> [Film]. EyeSteelFilm. {PAGE}",
        "(Fan, 2009)",
    ),
    (
        "mla-9",
        f"<i>Last Train Home</i>. Directed by Lixin Fan, EyeSteelFilm, 2009, {PAGE}.",
        "(<i>Last Train Home</i>)",
    ),
    (
        "chicago-17-notes",
        f"Fan, Lixin, dir. <i>Last Train Home</i>. EyeSteelFilm, 2009. {PAGE}.",
        f"<i>Last Train Home</i>, directed by Lixin Fan (EyeSteelFilm, 2009), {PAGE}.",
    ),
    (
        "chicago-17-author-date",
        f"Fan, Lixin, dir. 2009. <i>Last Train Home</i>. EyeSteelFilm. {PAGE}.",
        "(Fan 2009)",
    ),
]


@pytest.mark.parametrize(("style", "entry", "mention"), EXACT)
def test_a_film_is_cited_to_the_letter(style, entry, mention):
    cited = make_cited(LIXIN_FAN, citation_title="Last train home")

    citation = in_style(style, cited)

    assert citation.entry.html == entry
    assert citation.mention.html == mention
    assert citation.entry.text == entry.replace("<i>", "").replace("</i>", "")


# Where citeproc does otherwise; and what no processor can be asked.
ENTRIES = [
    ("apa-7", "no director", f"<i>Last Train Home</i> [Film]. (2009). EyeSteelFilm. {PAGE}"),
    (
        "apa-7",
        "family first",
        f"Chen, K. (Director). (2009). <i>Last Train Home</i> [Film]. EyeSteelFilm. {PAGE}",
    ),
    (
        "apa-7",
        "no year",
        f"Fan, L. (Director). (n.d.). <i>Last Train Home</i> [Film]. EyeSteelFilm. {PAGE}",
    ),
    (
        "apa-7",
        "a person, then a group",
        f"Fan, L., & GPO Film Unit (Directors). (2009). <i>Last Train Home</i> [Film]."
        f" EyeSteelFilm. {PAGE}".replace("&", "&amp;"),
    ),
    (
        "chicago-17-notes",
        "a particle",
        f"von Sydow, Max, dir. <i>Last Train Home</i>. EyeSteelFilm, 2009. {PAGE}.",
    ),
    (
        "mla-9",
        "signs of markup",
        "<i>Secrets &amp; Lies &lt;b&gt;</i>. Directed by Lixin Fan, Thin Man &amp; Co. &lt;x&gt;,"
        f" 2009, {PAGE}.",
    ),
    (
        "chicago-17-notes",
        "nothing but a title",
        f"<i>Last Train Home</i>. n.d. {PAGE}.",
    ),
    (
        "mla-9",
        "a question",
        "<i>What Ever Happened to Baby Jane?</i> Directed by Lixin Fan, EyeSteelFilm, 2009,"
        f" {PAGE}.",
    ),
    ("mla-9", "a moment", f"<i>Last Train Home</i>. Directed by Lixin Fan, EyeSteelFilm, 2009,"
     f" {PAGE}?t=761,785."),
]  # fmt: skip


@pytest.mark.parametrize(("style", "case", "entry"), ENTRIES)
def test_a_list_of_works_has_it_so(style, case, entry):
    assert in_style(style, CASES[case]).entry.html == entry


MENTIONS = [
    ("apa-7", "a moment", "(Fan, 2009, 12:41–13:05)"),
    ("apa-7", "two directors", "(Watt &amp; Wright, 2009)"),
    ("mla-9", "a moment", "(<i>Last Train Home</i>, 12:41–13:05)"),
    (
        "chicago-17-notes",
        "a moment",
        "<i>Last Train Home</i>, directed by Lixin Fan (EyeSteelFilm, 2009), at 12:41–13:05,"
        f" {PAGE}?t=761,785.",
    ),
    ("chicago-17-notes", "no director", f"<i>Last Train Home</i> (EyeSteelFilm, 2009), {PAGE}."),
    ("chicago-17-author-date", "a moment", "(Fan 2009, at 12:41–13:05)"),
    ("chicago-17-author-date", "no year", "(Fan, n.d.)"),
]


@pytest.mark.parametrize(("style", "case", "mention"), MENTIONS)
def test_a_text_refers_to_it_so(style, case, mention):
    assert in_style(style, CASES[case]).mention.html == mention


@pytest.mark.parametrize("style", STYLES)
def test_a_title_in_right_to_left_letters_and_odd_signs_stays_as_it_is(style):
    title = "“الرحلة”: 100 % {x}_\\"

    assert title in in_style(style, make_cited(LIXIN_FAN, title=title)).entry.text


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_is_one_line_whatever_is_in_the_record(style):
    name = Name("A\nB", family="B\r\n", given="A\u2028C")
    cited = make_cited(name, title="One\nTwo\tThree\x00", companies=("Com\npany",))

    entry = in_style(style, cited).entry.text

    assert entry.isprintable()
    assert "One Two Three" in entry


def test_who_made_it_comes_before_who_sells_it():
    group = Name("Kartemquin Films", is_collective=True)
    made = make_cited(LIXIN_FAN, companies=("EyeSteelFilm", "Other Films"))
    produced = make_cited(companies=())
    produced.record.credits.append(CreditLine("producer", "Producer", [LIXIN_FAN, group]))

    assert made.company == "EyeSteelFilm; Other Films"
    assert produced.company == "Kartemquin Films"
    assert FROM_A_DISTRIBUTOR.company == "Ronin Films"


def test_without_a_form_in_sentence_case_the_title_stays_as_it_is():
    cited = make_cited(title="Listen to Britain")

    assert in_style("apa-7", cited).entry.html.startswith("<i>Listen to Britain</i> [Film].")


def test_of_twenty_one_directors_apa_names_nineteen_and_the_last():
    entry = in_style("apa-7", make_cited(*many(21))).entry.text

    assert "Family19, G. N., … Family21, G. N. (Directors)." in entry
    assert "Family20" not in entry


BEETHOVEN = Name(
    "Ludwig van Beethoven",
    family="Beethoven",
    given="Ludwig",
    citation_form="Beethoven, Ludwig van",
)
LEUNG = Name("Tony Leung Chiu-wai", family="Leung", given="Tony")
NAMES = [
    (KING, "King, Martin Luther, Jr."),
    (Name("M. L. King", family="King, Jr.", given="Martin Luther"), "King, Martin Luther, Jr."),
    (Name("A", family="Rockefeller", given="John D. IV"), "Rockefeller, John D., IV"),
    (Name("Ai Weiwei", family="Ai", given="Weiwei", is_family_first=True), "Ai Weiwei"),
    (Name("Valli", given="Valli"), "Valli"),
    (Name("Fan", family="Fan"), "Fan"),
    (Name("Lixin Fan"), "Lixin Fan"),
    (Name("Lixin Fan", family="Fan", given="Lixin"), "Fan, Lixin"),
    (BEETHOVEN, "Beethoven, Ludwig van"),
    (Name("The Group", family="Group", given="The", is_collective=True), "The Group"),
    (Name("A Name", family="Name", given="A", citation_form="As We Say"), "As We Say"),
    (replace(LEUNG, citation_form="Leung Chiu-wai, Tony"), "Leung Chiu-wai, Tony"),
    (Name("V"), "V"),
    (Name("Henry V", family="V", given="Henry"), "V, Henry"),
]


@pytest.mark.parametrize(("name", "inverted"), NAMES, ids=lambda value: str(value)[:30])
def test_a_name_begins_a_citation(name, inverted):
    assert parts_of(name).inverted == inverted


@pytest.mark.parametrize(
    ("given", "short"),
    [
        *(
            ("Lixin", "L."),
            ("Martin Luther", "M. L."),
            ("Jean-Claude", "J.-C."),
            ("D. W.", "D. W."),
        ),
        *(("Kar-wai", "K."), ("Ludwig van", "L. van"), ("E\u0301mile", "É."), ("立欣", "立欣")),
        *(("", ""), ("-", "-"), ("Ğ", "Ğ."), ("ß", "ß")),
    ],
)
def test_given_names_become_initials(given, short):
    assert initials(given) == short


def test_a_film_of_which_nothing_is_known_is_still_cited():
    cited = Cited(FilmRecord(Film(title="X", slug="x")), PAGE, Moment(0))

    assert [each.entry.text for each in citations_of(cited)] == [
        f"X [Film]. (n.d.). {PAGE}?t=0",
        f"X. {PAGE}?t=0.",
        f"X. n.d. {PAGE}?t=0.",
        f"X. n.d. {PAGE}?t=0.",
    ]
    assert AT.query == "t=761,785"
