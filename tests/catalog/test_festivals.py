"""A film's festivals, put in place from a text."""

import pytest

from catalog.exchange.festival_text import Entry, read, write
from catalog.festivals import awards_of, carry_out, entries_of, plan, rows_of
from catalog.models import Award, Festival, FestivalAlias, Participation
from tests.catalog.exchange.test_festival_text import SEED
from tests.factories.catalog import make_festival, make_film, make_participation

pytestmark = pytest.mark.django_db


def test_the_first_page_gives_seven_rows_six_festivals_six_awards_and_the_same_text():
    film = make_film()

    carry_out(plan(film, read(SEED)))

    assert Participation.objects.count() == 7
    assert Festival.objects.count() == 6
    assert Award.objects.count() == 6
    assert write(entries_of(rows_of(film))) == SEED


def test_saving_the_same_text_changes_no_row():
    film = make_film()
    carry_out(plan(film, read(SEED)))
    rows = Participation.history.count(), Award.history.count()

    carry_out(plan(film, read(SEED)))

    assert (Participation.history.count(), Award.history.count()) == rows


def test_what_the_text_cannot_say_stays_with_its_row():
    idfa = make_festival(name="IDFA")
    first = make_participation("A", festival=idfa, edition="2009", source="catalogue")
    make_participation("B", festival=idfa, edition="2010", film=first.film, is_disputed=True)

    carry_out(plan(first.film, [Entry("IDFA", ("B",)), Entry("IDFA", ("A",))]))

    kept = [(row.edition, row.is_disputed, awards_of(row)) for row in rows_of(first.film)]
    assert kept == [("2010", True, ("B",)), ("2009", False, ("A",))]


def test_a_changed_award_keeps_the_edition_and_its_own_row():
    row = make_participation("Best Flim", edition="2009")
    award = row.awards.get()

    carry_out(plan(row.film, [Entry(row.festival.name, ("Best Film",))]))

    award.refresh_from_db()
    assert award.text == "Best Film"
    assert rows_of(row.film) == [row]


def test_a_festival_is_known_by_its_other_names_without_case_and_accents():
    festival = make_festival(name="Rencontres Internationales du Documentaire de Montréal")
    FestivalAlias.objects.create(festival=festival, name="RIDM")
    wanted = plan(
        make_film(),
        [Entry("ridm"), Entry("rencontres  internationales du documentaire de montreal")],
    )

    assert [place.festival for place in wanted.places] == [festival, festival]
    assert wanted.new_festivals == []


def test_a_new_festival_is_made_once_and_only_when_carried_out():
    make_festival(name="Other", slug="ridm")
    wanted = plan(make_film(), [Entry("RIDM"), Entry("Ridm"), Entry("映画祭")])
    assert Festival.objects.count() == 1

    carry_out(wanted)

    assert wanted.new_festivals == ["RIDM", "映画祭"]
    assert set(Festival.objects.values_list("slug", flat=True)) == {"ridm", "ridm-2", "festival"}


def test_a_row_that_the_text_leaves_out_is_removed():
    row = make_participation("Best Film")

    carry_out(plan(row.film, []))

    assert not Participation.objects.exists()
