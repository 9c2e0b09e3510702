"""RIS, as rispy reads it back."""

import pytest
import rispy

from catalog.exchange.moment import Moment
from catalog.exchange.ris import ris
from catalog.models import FilmIdentifier
from catalog.record import Company, CreditLine, Term
from tests.catalog.exchange.citations.cases import CASES, KING, LIXIN_FAN, make_cited, named


def read(text):
    [entry] = rispy.loads(text)
    return entry


def test_a_film_is_read_back_by_another_program():
    cited = make_cited(LIXIN_FAN, runtime_seconds=85 * 60 + 10, languages=["zh"])
    cited.record.credits.append(CreditLine("producer", "", [named("Cross", "Daniel"), KING]))
    cited.record.distributors.append(Company("Ronin Films", "", "", "", ""))
    cited.record.subjects.extend(
        [Term("subject", "Migration", ""), Term("subject", "Work & labour", "")]
    )
    cited.record.identifiers.append(FilmIdentifier(scheme="doi", value="10.1000/182"))
    cited.record.film.synopsis = "One line.\r\nER  - and\nanother"

    entry = read(ris(cited))

    assert entry["type_of_reference"] == "MPCT"
    assert entry["id"] == "fl-0001"
    assert entry["title"] == "Last Train Home"
    assert entry["authors"] == ["Fan, Lixin"]
    assert entry["tertiary_authors"] == ["Cross, Daniel", "King, Martin Luther, Jr."]
    assert entry["year"] == "2009"
    assert entry["publisher"] == "Ronin Films"
    assert entry["start_page"] == "85 min"
    assert entry["language"] == "Chinese"
    assert entry["urls"] == [cited.page]
    assert entry["keywords"] == ["Migration", "Work & labour"]
    assert entry["abstract"] == "One line. ER - and another"
    assert entry["doi"] == "10.1000/182"


@pytest.mark.parametrize("case", CASES)
def test_every_line_is_a_tag_and_a_value(case):
    lines = ris(CASES[case]).split("\r\n")

    assert (lines[0], lines[-2], lines[-1]) == ("TY  - MPCT", "ER  - ", "")
    assert all(line[2:6] == "  - " and line[:2].isupper() for line in lines[:-1])
    assert all(line[6:].strip() for line in lines[:-2])
    assert not any("\n" in line for line in lines)


def test_each_director_is_an_author():
    entry = read(ris(CASES["family first in second place"]))

    assert entry["authors"] == ["Fan, Lixin", "Chen, Kaige"]
    assert read(ris(CASES["a group"]))["authors"] == ["GPO Film Unit"]
    assert "authors" not in read(ris(CASES["no director"]))


def test_a_moment_is_in_the_address():
    cited = make_cited(moment=Moment(61))

    assert read(ris(cited))["urls"] == [f"{cited.page}?t=61"]
