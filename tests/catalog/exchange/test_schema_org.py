"""A film as schema.org has it. `tests/browser/test_schema.py` has its types compiled."""

import json
from dataclasses import replace
from datetime import date

import pytest

from catalog.exchange.schema_org import embedded, movie
from catalog.models import FilmIdentifier
from catalog.record import CreditLine, Laurel, Quotation, Showing, Term
from tests.catalog.exchange.citations.cases import CASES, GROUP, LIXIN_FAN, PAGE, make_cited


def make_full():
    """A film with everything that the format knows."""
    cited = make_cited(
        LIXIN_FAN, runtime_seconds=5100, languages=["zh"], countries=["CA", "CN"],
        synopsis="A synopsis.", original_title="归途列车",
    )  # fmt: skip
    record = cited.record
    record.credits.append(CreditLine("producer", "", [GROUP]))
    for role in ("writer", "editor", "composer", "cast"):
        record.credits.append(CreditLine(role, "", [LIXIN_FAN, GROUP]))
    record.reviews.extend(
        [
            Quotation(
                "Good.", "The Paper", "A. Critic", "https://example.org/", date(2010, 1, 2), ""
            ),
            Quotation("Better.", "The Paper", "", "", None, ""),
        ]
    )
    showings = [Showing("", ["First", "Second"], "", False), Showing("", ["Doubted"], "", True)]
    record.laurels.append(Laurel("IDFA", aliases=[], site="", showings=showings, slug="idfa"))
    record.subjects.append(Term("subject", "Migration", "migration"))
    record.identifiers.append(FilmIdentifier(scheme="imdb", value="tt1512201"))
    return cited


def test_a_film_says_what_its_page_says():
    facts = movie(make_full())

    assert facts["@type"] == "Movie"
    assert (facts["@id"], facts["url"], facts["name"]) == (PAGE, PAGE, "Last Train Home")
    assert facts["alternateName"] == ["归途列车"]
    assert facts["director"] == [
        {"@type": "Person", "name": "Lixin Fan", "familyName": "Fan", "givenName": "Lixin"}
    ]
    assert facts["producer"] == [{"@type": "Organization", "name": "GPO Film Unit"}]
    assert (facts["datePublished"], facts["duration"]) == ("2009", "PT1H25M")
    assert facts["inLanguage"] == ["zh"]
    assert facts["countryOfOrigin"][0] == {"@type": "Country", "name": "Canada"}
    assert facts["award"] == ["IDFA: First", "IDFA: Second"]
    assert facts["review"][0]["author"] == {"@type": "Person", "name": "A. Critic"}
    assert facts["review"][1] == {
        "@type": "Review",
        "author": {"@type": "Organization", "name": "The Paper"},
        "reviewBody": "Better.",
    }
    assert facts["sameAs"] == ["https://www.imdb.com/title/tt1512201/"]
    assert "aggregateRating" not in facts


def test_a_group_is_no_director_there():
    facts = movie(CASES["a person, then a group"])

    assert [who["name"] for who in facts["director"]] == ["Lixin Fan"]
    assert facts["creator"] == [{"@type": "Organization", "name": "GPO Film Unit"}]
    assert facts["productionCompany"] == [{"@type": "Organization", "name": "EyeSteelFilm"}]


def test_what_is_not_known_is_not_said():
    facts = movie(CASES["nothing but a title"])

    assert set(facts) == {"@context", "@type", "@id", "url", "name", "identifier"}


@pytest.mark.parametrize("case", ["circa", "a range", "no year"])
def test_a_year_of_doubt_is_no_date(case):
    assert "datePublished" not in movie(CASES[case])


@pytest.mark.parametrize(
    ("seconds", "duration"),
    [(None, None), (20, "PT1M"), (3600, "PT1H"), (5100, "PT1H25M"), (5129, "PT1H25M")],
)
def test_a_length_is_said_to_the_minute(seconds, duration):
    assert movie(make_cited(runtime_seconds=seconds)).get("duration") == duration


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028&"])
def test_nothing_ends_the_script_it_stands_in(text):
    cited = make_full()
    cited.record.reviews.append(replace(cited.record.reviews[0], text=text))
    facts = movie(replace(cited, page=text))

    written = embedded(facts)

    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == facts
