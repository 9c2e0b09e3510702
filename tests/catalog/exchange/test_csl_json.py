"""CSL-JSON. `tests/browser/test_styles.py` has citeproc cite from it."""

from catalog.exchange.csl_json import csl_json
from tests.catalog.exchange.citations.cases import CASES, LIXIN_FAN, make_cited


def item(cited):
    [found] = csl_json(cited)
    return found


def test_a_film_is_a_motion_picture_with_its_director():
    cited = make_cited(LIXIN_FAN, synopsis="One\nline", languages=["zh"])

    assert item(cited) == {
        "id": "fl-0001",
        "type": "motion_picture",
        "title": "Last Train Home",
        "director": [{"family": "Fan", "given": "Lixin"}],
        "issued": {"date-parts": [[2009]]},
        "publisher": "EyeSteelFilm",
        "medium": "Film",
        "URL": "https://films.example/films/the-film/",
        "abstract": "One line",
    }


def test_names_say_what_they_are():
    assert item(CASES["a group"])["director"] == [{"literal": "GPO Film Unit"}]
    assert item(CASES["a suffix"])["director"][0]["suffix"] == "Jr."
    assert item(CASES["family first"])["director"] == [
        {"family": "Chen", "given": "Kaige", "static-ordering": True}
    ]


def test_years_of_doubt_and_none_are_said():
    assert item(CASES["a range, circa"])["issued"] == {
        "date-parts": [[1996], [1999]],
        "circa": True,
    }
    assert "issued" not in item(CASES["no year"])
