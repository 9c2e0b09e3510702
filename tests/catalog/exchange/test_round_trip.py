"""Films handed out and brought in again: nothing changes, whatever is in them."""

import io

import pytest

from catalog.exchange.export import write_films
from catalog.exchange.importing.planning import plan
from catalog.exchange.reading import read
from catalog.models import Film, FilmIdentifier, OtherTitle, Source
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_review,
    make_subject,
)

pytestmark = pytest.mark.django_db
NASTY = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@", "'quoted'", '"quoted"', '"', "a; b", "a | b"),
    *("a > b", "a; | > b", ";", "Fan, Lixin", "1:25:00", "2009", "01/02/2026", "1E5", "007"),
    *(" blank", "two  blanks", "tab\tinside", "Cafe\u0301"),
    *("TRUE", "NULL", "n/a", "-", "归途列车", "Œuvre ¿sí?", "<b>&amp;</b>", "_x000D_", "c. 1950"),
    *("{{ 7*7 }}", "a\\b", "ends with a full stop.", "[Untitled]", "The, A", "U.S./U.S.S.R."),
]


def planned(form):
    """What bringing in all films as a table of this form would do."""
    file = io.BytesIO()
    write_films(Film.objects.all(), file, form=form)
    file.seek(0)
    source = Source(name="The table", slug="table")
    with plan(read(file, name=f"films.{form}"), source) as found:
        return found.counts, [*found.changes(), *found.notes()]


def make_whole(text):
    """A film that holds the text wherever one may be."""
    number = Film.objects.count()
    film = make_film(
        title=text,
        sort_title=text,
        original_title=text,
        original_title_language="zh",
        synopsis=f"{text}\n\nSecond paragraph; with “{text}”.",
        synopsis_source=text,
        content_notes=text,
        year_from=1950,
        year_to=1952,
        year_is_circa=True,
        released_on="1952-04-03",
        countries=["CN", "SU"],
        languages=["zh-Hans", "zxx"],
        runtime_seconds=5123,
        colour="mixed",
    )
    OtherTitle.objects.create(film=film, text=text, language="de")
    OtherTitle.objects.create(film=film, text=f"{text} again", order=1)
    FilmIdentifier.objects.create(film=film, scheme="imdb", value=f"tt{number:07}")
    FilmIdentifier.objects.create(film=film, scheme="local", value=f"A/{number}.1")
    named = {"name": f"{text} {number}", "slug": f"thing-{number}"}
    person, group = make_person(**named), make_person(name=f"{text} Group", is_collective=True)
    make_credit(film=film, person=group, role="production_company", order=0)
    make_credit(film=film, person=person, role="other", function=text, order=1)
    make_credit(film=film, person=group, role="director", order=2)
    make_credit(film=film, person=person, role="director", function="co-director", order=3)
    festival = make_festival(**named)
    make_participation(text, f"{text} 2", film=film, festival=festival, edition="3")
    make_participation(film=film, festival=festival, order=1)
    make_review(film=film, quotation=text, outlet=text, critic="", order=0)
    make_review(film=film, quotation=f"{text}\nand on…", outlet="", critic=text, order=1)
    film.subjects.add(make_subject(name=f"{text} below {number}", parent=make_subject(**named)))
    film.collections.add(make_collection(**named))
    film.distributors.add(make_distributor(**named))
    return film


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_whatever_films_hold_nothing_changes(form):
    for text in NASTY:
        make_whole(text)

    counts, told = planned(form)

    assert told == []
    assert (counts.unchanged, counts.new, counts.rejected) == (len(NASTY), 0, 0)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_films_without_anything_stay_so(form):
    make_film(published_from=None, synopsis_language="zh")

    counts, told = planned(form)

    assert told == []
    assert counts.unchanged == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_line_ends_of_a_browser_change_nothing(form):
    make_film(synopsis="One\r\n\r\nTwo\rThree\n")

    assert planned(form)[1] == []
