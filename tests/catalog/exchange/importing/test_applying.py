"""Films come in, whole and once; what a librarian edited stays."""

import pytest
from django.utils import timezone

from catalog.exchange.importing.applying import Refused
from catalog.exchange.incoming import NotAFilm, Rejected
from catalog.models import (
    Award,
    Credit,
    Film,
    FilmIdentifier,
    ImportLine,
    ImportRun,
    Participation,
    Person,
    Source,
    SourceRecord,
    Subject,
)
from catalog.record import film_record
from tests.factories.catalog import make_credit, make_film, make_person, make_subject
from tests.factories.incoming import bring_in, incoming
from tests.factories.streaming import make_staff

EVERYTHING = {
    "title": "Last Train Home",
    "original_title": "归途列车",
    "original_title_language": "zh",
    "other_titles": [("Le dernier train", "fr")],
    "year": (2009, None, False),
    "countries": ["CA", "CN"],
    "languages": ["zh"],
    "runtime_seconds": 5220,
    "colour": "colour",
    "synopsis": "Every spring, a journey.",
    "synopsis_language": "en",
    "subjects": [("Work", "Factory work"), ("Migration",)],
    "credits": [
        ("Fan, Lixin", "director", "", False),
        ("Example Films", "production_company", "", True),
        ("Somebody Else", "other", "gaffer", False),
    ],
    "distributors": ["Example Distribution"],
    "collections": ["Journeys"],
    "identifiers": [("imdb", "tt1512201")],
    "festivals": [("IDFA", "2009", ["Best Feature"]), ("RIDM", "", [])],
    "reviews": [("Moving.", "The Example", "", "https://example.org/", "Recommended")],
}


def history_of(film):
    return list(film.history.order_by("history_id").values_list("history_type", flat=True))


def test_a_film_comes_in_with_all_that_the_source_says(db):
    run = bring_in(incoming("7", **EVERYTHING))

    film = Film.objects.get()
    record = film_record(film)
    assert (run.counts["new"], run.counts["rejected"]) == (1, 0)
    assert film.slug == "last-train-home"
    assert (film.sort_key, film.year_display, film.countries) == (
        *("last train home", "2009", ["CA", "CN"]),
    )
    assert [line.role for line in record.credits] == ["director", "production_company", "other"]
    assert record.credits[0].people[0].text == "Lixin Fan"
    assert record.credits[2].people[0].function == "gaffer"
    assert [term.name for term in record.subjects] == ["Factory work", "Migration"]
    assert Subject.objects.get(name="Factory work").parent.name == "Work"
    assert record.other_titles == [("Le dernier train", "fr")]
    assert [laurel.festival for laurel in record.laurels] == ["IDFA", "RIDM"]
    assert Award.objects.get().text == "Best Feature"
    assert record.reviews[0].verdict == "Recommended"
    assert [company.name for company in record.distributors] == ["Example Distribution"]
    assert [term.name for term in record.collections] == ["Journeys"]
    assert FilmIdentifier.objects.get().value == "tt1512201"


def test_a_film_is_published_from_the_moment_of_the_import(db):
    bring_in(incoming("7"))

    assert Film.objects.published(at=timezone.now()).exists()


def test_a_draft_stays_unseen(db, client):
    bring_in(incoming("7", title="Unseen"), as_drafts=True)

    assert Film.objects.get().published_from is None
    assert client.get("/films/unseen/").status_code == 404


def test_the_page_of_a_new_film_is_there_at_once(db, client):
    bring_in(incoming("7", **EVERYTHING))

    page = client.get("/films/last-train-home/").content.decode()
    assert "Somebody Else" in page
    assert "gaffer" in page


def test_history_tells_what_an_import_brought_and_who_asked_for_it(db):
    staff = make_staff("catalogue")

    bring_in(incoming("7", **EVERYTHING), by=staff, file="films.csv")

    line = Film.history.get()
    assert (line.history_type, line.history_user) == ("+", staff)
    assert "films.csv" in line.history_change_reason
    assert line.subjects.count() == 2
    assert Credit.history.count() == 3
    assert Person.history.filter(history_user=staff).count() == 3


def test_the_same_records_again_change_nothing(db):
    records = [incoming("7", **EVERYTHING), incoming("8", title="Another")]
    bring_in(*records)
    before = [Film.history.count(), Credit.history.count(), Subject.history.count()]

    run = bring_in(*records)

    assert (run.counts["new"], run.counts["changed"], run.counts["unchanged"]) == (0, 0, 2)
    assert [Film.history.count(), Credit.history.count(), Subject.history.count()] == before
    assert Film.objects.count() == 2


def test_what_nobody_edited_here_follows_the_source(db):
    bring_in(incoming("7", **EVERYTHING))

    run = bring_in(
        incoming(
            "7",
            **EVERYTHING
            | {
                "title": "The Last Train Home",
                "year": (2010, None, False),
                "subjects": [("Migration",), ("Families",)],
                "credits": [
                    ("Lixin Fan", "director", "", False),
                    ("Somebody Else", "other", "grip", False),
                ],
                "festivals": [("IDFA", "2009", ["Best Feature", "Best Sound"])],
                "distributors": [],
            },
        )
    )

    film = Film.objects.get()
    record = film_record(film)
    assert run.counts["changed"] == 1
    assert (film.title, film.sort_key, film.year_from) == (
        *("The Last Train Home", "last train home", 2010),
    )
    assert film.slug == "last-train-home"
    assert [term.name for term in record.subjects] == ["Families", "Migration"]
    assert [(line.role, line.people[0].function) for line in record.credits] == [
        ("director", ""),
        ("other", "grip"),
    ]
    assert record.laurels[0].showings[0].awards == ["Best Feature", "Best Sound"]
    assert len(record.laurels) == 1
    assert record.distributors == []
    assert history_of(film) == ["+", "~"]


def test_a_row_that_stays_is_the_same_row(db):
    bring_in(incoming("7", **EVERYTHING))
    rows = set(Credit.objects.values_list("pk", flat=True))
    Participation.objects.filter(festival__name="IDFA").update(source="A letter")

    bring_in(
        incoming(
            "7",
            **EVERYTHING
            | {
                "credits": [*EVERYTHING["credits"], ("One More", "cast", "", False)],
                "festivals": [("IDFA", "2009", ["Another"])],
            },
        )
    )

    assert rows < set(Credit.objects.values_list("pk", flat=True))
    assert Participation.objects.get().source == "A letter"


def test_what_a_librarian_edited_stays_and_is_told(db):
    bring_in(incoming("7", title="Their title", synopsis="Theirs."))
    film = Film.objects.get()
    film.title = "Our title"
    film.save()

    run = bring_in(incoming("7", title="Their new title", synopsis="Theirs, longer."))

    film.refresh_from_db()
    assert (film.title, film.synopsis) == ("Our title", "Theirs, longer.")
    assert run.counts["kept"] == 1
    line = run.lines.get(kind=ImportLine.Kind.KEPT)
    assert "Our title" in line.words
    assert "Their new title" in line.words
    assert line.film == film


def test_an_edit_stays_at_every_later_import(db):
    bring_in(incoming("7", title="A film", credits=[("A", "director", "", False)]))
    film = Film.objects.get()
    make_credit(film=film, person=make_person(name="B"), role="cast", order=1)

    for number in range(3):
        bring_in(incoming("7", title="A film", credits=[(f"C {number}", "director", "", False)]))

    assert [credit.person.name for credit in film.credits.all()] == ["A", "B"]


def test_what_was_emptied_here_stays_empty(db):
    bring_in(incoming("7", title="A film", synopsis="Theirs."))
    Film.objects.update(synopsis="")

    bring_in(incoming("7", title="A film", synopsis="Theirs, longer."))

    assert Film.objects.get().synopsis == ""


def test_a_fact_the_source_is_silent_about_stays(db):
    bring_in(incoming("7", title="A film", year=(1990, None, False), synopsis="Theirs."))

    run = bring_in(incoming("7", title="A film", synopsis=""))

    film = Film.objects.get()
    assert (film.year_from, film.synopsis, run.counts["changed"]) == (1990, "", 1)


def test_a_person_merged_here_is_not_split_again(db):
    bring_in(incoming("7", title="A film", credits=[("Jane Doe", "director", "", False)]))
    other = make_person(name="Jane D. Doe")
    other.aliases.create(name="Jane Doe")
    person = Person.objects.get(name="Jane Doe")
    Credit.objects.update(person=other)
    person.delete()

    run = bring_in(
        incoming(
            "7", title="A film", synopsis="New.", credits=[("Jane Doe", "director", "", False)]
        )
    )

    assert run.counts["kept"] == 0
    assert Credit.objects.get().person == other
    assert Person.objects.count() == 1


def test_vanished_records_are_told_and_stay(db):
    bring_in(incoming("7", title="Stays"), incoming("8", title="Goes"))

    run = bring_in(incoming("7", title="Stays"))

    assert run.counts["vanished"] == 1
    assert run.lines.get(kind=ImportLine.Kind.VANISHED).title == "Goes"
    assert Film.objects.count() == 2


def test_a_film_removed_here_is_not_brought_back(db):
    bring_in(incoming("7", title="A film"))
    Film.objects.get().delete()

    run = bring_in(incoming("7", title="A film, corrected"))

    assert (run.counts["skipped"], Film.objects.count()) == (1, 0)


def test_what_could_not_be_understood_is_kept_and_listed(db):
    run = bring_in(incoming("7", ("colour", "Tinted"), countries=["FR", "ZZ"]))

    assert Film.objects.get().countries == ["FR"]
    assert SourceRecord.objects.get().unread == [["colour", "Tinted"], ["countries", "ZZ"]]
    lines = run.lines.filter(kind=ImportLine.Kind.UNREAD)
    assert [line.words for line in lines] == ["colour: Tinted", "countries: ZZ"]
    assert lines[0].film == Film.objects.get()


# --- refusals -----------------------------------------------------------------------------------


def test_one_rejected_record_and_nothing_comes_in(db):
    with pytest.raises(Refused) as refused:
        bring_in(incoming("7"), Rejected(2, "It has no title.", "?"), incoming("9"))

    assert not Film.objects.exists()
    assert not Source.objects.exists()
    assert not ImportRun.objects.exists()
    assert [(note.place, note.words) for note in refused.value.notes] == [(2, "It has no title.")]


def test_every_rejection_is_told_though_nothing_is_written(db):
    make_film(title="Twice", year_from=1990)
    make_film(title="Twice", year_from=1990)
    records = [incoming(title="Twice", year=(1990, None, False)), incoming("", title="")]

    with pytest.raises(Refused) as refused:
        bring_in(*records)

    assert refused.value.counts.rejected == 2


def test_the_good_ones_come_in_where_that_is_asked_for(db):
    run = bring_in(incoming("7"), Rejected(2, "Why not."), incoming("9"), keep_good=True)

    assert (Film.objects.count(), run.counts["rejected"]) == (2, 1)
    assert run.lines.get(kind=ImportLine.Kind.REJECTED).words == "Why not."


def test_what_is_no_film_is_counted_and_stops_nothing(db):
    run = bring_in(incoming("7"), NotAFilm(2, "Slides."))

    assert (run.counts["new"], run.counts["skipped"]) == (1, 1)


HOSTILE = [
    {"title": "x" * 501},
    {"title": None},
    {"title": " \t "},
]


@pytest.mark.parametrize("facts", HOSTILE)
def test_a_record_that_can_be_no_film_is_rejected_with_its_reason(db, facts):
    with pytest.raises(Refused) as refused:
        bring_in(incoming("7", **facts))

    assert refused.value.notes[0].words


ODD = [
    {"title": "A\0film\ud800"},
    {"year": (1, None, False)},
    {"year": (2000, 1990, False)},
    {"year": "1990"},
    {"runtime_seconds": -1},
    {"runtime_seconds": 10**12},
    {"credits": [("x" * 201, "director", "", False)]},
    {"credits": [("A", "director")]},
    {"credits": "A"},
    {"identifiers": [("imdb", "tt 1'; --")]},
    {"reviews": [("q", "", "", "", "")]},
    {"reviews": [("q", "O", "", "javascript:alert(1)", "")]},
    {"colour": "pink"},
    {"slug": "no slug!"},
    {"identifier": "1 2"},
    {"unheard_of": {"a": [1]}},
]


@pytest.mark.parametrize("facts", ODD)
def test_a_fact_the_catalogue_cannot_hold_is_kept_as_text(db, facts):
    run = bring_in(incoming("7", **{"title": "A film"} | facts))

    assert Film.objects.count() == 1
    if "title" not in facts:
        assert run.counts["unread"] >= 1


def test_a_number_that_stands_for_two_films_is_rejected(db):
    with pytest.raises(Refused) as refused:
        bring_in(incoming("7", title="One", place=1), incoming("7", title="Two", place=2))

    assert "1" in refused.value.notes[0].words


def test_the_same_record_twice_in_a_file_counts_once(db):
    record = incoming("7", title="One")

    run = bring_in(record, record)

    assert (run.counts["new"], run.counts["skipped"]) == (1, 1)


# --- films known again ----------------------------------------------------------------------------

GODARD = [("Jean-Luc Godard", "director", "", False)]
CARMEN = {"title": "Carmen", "year": (1983, None, False), "credits": GODARD}


def test_a_table_without_numbers_knows_its_films_again(db):
    bring_in(incoming(**CARMEN), incoming(title="Carmen", year=(1984, None, False)))

    run = bring_in(
        incoming(title="Carmen", year=(1984, None, False)),
        incoming(**CARMEN | {"credits": [("Godard, Jean-Luc", "director", "", False)]}),
    )

    assert (run.counts["new"], Film.objects.count()) == (0, 2)


def test_a_row_is_known_again_after_its_year_was_added(db):
    bring_in(incoming(title="Carmen", credits=GODARD))

    run = bring_in(incoming(**CARMEN))

    assert (run.counts["new"], run.counts["changed"], run.counts["vanished"]) == (0, 1, 0)
    assert Film.objects.get().year_from == 1983
    assert SourceRecord.objects.count() == 1


def test_a_table_meets_the_film_that_is_here_already(db):
    film = make_film(title="Carmen", year_from=1983, synopsis="")
    make_credit(film=film, person=make_person(name="Jean-Luc Godard"))

    run = bring_in(incoming(**CARMEN | {"synopsis": "New."}))

    film.refresh_from_db()
    assert (run.counts["new"], film.synopsis) == (0, "New.")


def test_a_film_is_known_by_a_number_others_use_too(db):
    film = make_film(title="Another title")
    FilmIdentifier.objects.create(film=film, scheme="imdb", value="tt1")

    run = bring_in(incoming(title="Its title elsewhere", identifiers=[("imdb", "tt1")]))

    assert Film.objects.count() == 1
    assert run.counts["kept"] == 1


def test_a_local_number_is_nobody_elses(db):
    film = make_film()
    FilmIdentifier.objects.create(film=film, scheme="local", value="1")

    bring_in(incoming(title="A film", identifiers=[("local", "1")]))

    assert Film.objects.count() == 2


def test_a_title_alone_does_not_say_which_film_it_is(db):
    make_film(title="Carmen", year_from=1983)

    with pytest.raises(Refused) as refused:
        bring_in(incoming(title="Carmen"))

    assert "title" in refused.value.notes[0].words


def test_another_year_is_another_film(db):
    make_film(title="Carmen", year_from=1983)

    run = bring_in(incoming(title="Carmen", year=(1984, None, False)))

    assert run.counts["new"] == 1


def test_rows_of_one_film_are_joined(db):
    run = bring_in(
        incoming(**CARMEN | {"subjects": [("Opera",)]}),
        incoming(**CARMEN | {"subjects": [("Seville",)]}),
    )

    assert (run.counts["new"], run.counts["skipped"]) == (1, 1)
    assert {subject.name for subject in Film.objects.get().subjects.all()} == {"Opera", "Seville"}


def test_rows_that_contradict_each_other_are_not_joined(db):
    with pytest.raises(Refused):
        bring_in(
            incoming(**CARMEN | {"runtime_seconds": 100}),
            incoming(**CARMEN | {"runtime_seconds": 200}),
        )


def test_two_records_with_numbers_of_their_own_are_two_films(db):
    run = bring_in(incoming("7", **CARMEN), incoming("8", **CARMEN))

    assert run.counts["new"] == 2
    assert set(Film.objects.values_list("slug", flat=True)) == {"carmen", "carmen-1983"}


def test_two_rows_of_one_film_that_is_here_are_not_both_taken(db):
    film = make_film(title="Carmen", year_from=1983)
    FilmIdentifier.objects.create(film=film, scheme="imdb", value="tt1")

    with pytest.raises(Refused) as refused:
        bring_in(
            incoming(title="Carmen", identifiers=[("imdb", "tt1")], place=1),
            incoming(title="Carmen", year=(1983, None, False), place=2),
        )

    assert "1" in refused.value.notes[0].words


def test_our_own_table_edits_the_film_it_names(db):
    film = make_film(title="Before", synopsis="Stays.")

    run = bring_in(incoming(title="After", identifier=film.identifier))

    film.refresh_from_db()
    assert (film.title, film.synopsis, run.counts["changed"]) == ("After", "Stays.", 1)


def test_our_own_table_brings_a_film_back_with_its_identifier_and_address(db):
    bring_in(incoming(title="A film", identifier="fl-abc", slug="its-address"))

    film = Film.objects.get()
    assert (film.identifier, film.slug) == ("fl-abc", "its-address")


# --- names ----------------------------------------------------------------------------------------


def test_names_are_matched_in_the_file_and_with_the_library(db):
    make_person(name="Lixin Fan")
    make_subject(name="Trains").aliases.create(name="Railways")

    run = bring_in(
        incoming("1", credits=[("FAN, Lixin", "director", "", False)], subjects=[("railways",)]),
        incoming("2", credits=[("Seán O’Brien", "director", "", False)], subjects=[("TRAINS",)]),
        incoming("3", credits=[("Sean O'Brien", "cast", "", False)]),
    )

    assert Person.objects.count() == 2
    assert Subject.objects.count() == 1
    assert run.counts["made"] == {"person": 1}
    assert run.counts["matched"] == {"person": 1, "subject": 1}


def test_namesakes_told_apart_by_a_librarian_stay_apart(db):
    make_person(name="Wei Wang", slug="one", original_name="王维")
    make_person(name="Wei Wang", slug="other", original_name="王伟")

    for key in ("1", "2"):
        bring_in(incoming(key, credits=[("Wei Wang", "director", "", False)]), source=f"s{key}")

    assert Person.objects.count() == 3
    assert Credit.objects.values("person").distinct().count() == 1


def test_a_tree_that_a_librarian_made_stays(db):
    make_subject(name="Wool", parent=make_subject(name="Trade"))

    bring_in(incoming("1", subjects=[("Farming", "Wool"), ("Farming", "Sheep")]))

    assert Subject.objects.get(name="Wool").parent.name == "Trade"
    assert Subject.objects.get(name="Sheep").parent.name == "Farming"


def test_a_source_that_contradicts_itself_makes_no_ring_of_subjects(db):
    bring_in(incoming("1", subjects=[("A",), ("B",), ("A", "B")]))
    bring_in(
        incoming("2", subjects=[("C", "D"), ("D", "C"), ("E", "E"), ("F", "G"), ("G", "H", "F")])
    )

    for subject in Subject.objects.all():
        above, steps = subject, 0
        while above.parent_id and steps < 9:
            above, steps = above.parent, steps + 1
        assert steps < 9


def test_films_of_one_title_get_addresses_of_their_own(db):
    make_film(title="Carmen", slug="carmen")

    bring_in(*(incoming(str(n), title="Carmen", year=(1983, None, False)) for n in range(12)))

    slugs = set(Film.objects.values_list("slug", flat=True))
    assert {"carmen", "carmen-1983", "carmen-1983-2", "carmen-1983-12"} <= slugs
    assert len(slugs) == 13


def test_a_title_without_latin_letters_has_an_address(db):
    bring_in(incoming("1", title="归途列车"), incoming("2", title="???"))

    assert set(Film.objects.values_list("slug", flat=True)) == {"film", "film-2"}


# --- cost -----------------------------------------------------------------------------------------


def test_an_import_costs_the_same_queries_for_one_film_and_for_forty(
    db, django_assert_max_num_queries
):
    def some(first, number):
        return [
            incoming(
                f"{first}-{n}",
                title=f"Film {first} {n}",
                credits=[(f"Person {first} {n}", "director", "", False)],
                subjects=[(f"Wide {first}", f"Subject {first} {n}")],
                festivals=[(f"Festival {first} {n}", "", ["A prize"])],
            )
            for n in range(number)
        ]

    with django_assert_max_num_queries(200) as one:
        bring_in(*some("a", 1))
    with django_assert_max_num_queries(len(one) + 40):
        bring_in(*some("b", 40))
