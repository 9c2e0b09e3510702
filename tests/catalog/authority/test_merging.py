"""Two made one, and parted again."""

import pytest
from django.apps import apps

from catalog.authority.addresses import former_address
from catalog.authority.merging import Refused, merge, undo
from catalog.models import (
    Credit,
    Distributor,
    Festival,
    FestivalAlias,
    Film,
    FormerAddress,
    Merge,
    Person,
    Stamp,
    Subject,
)
from tests.factories.catalog import (
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_subject,
)
from tests.factories.incoming import bring_in, incoming
from tests.factories.streaming import make_staff

UNCOUNTED = {"Stamp", "Ready", "Merge", "SearchStale"}


def everything():
    """Every row of the catalogue, history aside."""
    return {
        model.__name__: sorted(map(repr, model.objects.values_list()))
        for model in apps.get_app_config("catalog").get_models(include_auto_created=True)
        if not model.__name__.startswith("Historical") and model.__name__ not in UNCOUNTED
    }


@pytest.fixture
def people(db):
    """Two rows for one person, credited together in one film."""
    kept = make_person(name="Lixin Fan", slug="lixin-fan")
    other = make_person(name="Fan Lixin", slug="fan-lixin", family_name="Fan", citation_form="F.")
    other.aliases.create(name="范立欣")
    film = make_film(slug="both")
    make_credit(film=film, person=kept, role="other", function="gaffer")
    make_credit(film=film, person=other, role="other", function="grip", order=1)
    make_credit(film=film, person=other, role="director", order=2)
    make_credit(film=make_film(slug="one"), person=other)
    other.slug = "lixin"
    other.save()
    return kept, other


def test_everything_of_the_one_becomes_the_others(people):
    kept, other = people

    merge(kept, other)

    kept.refresh_from_db()
    credits = Credit.objects.order_by("film", "order").values_list("role", "function")
    assert list(credits) == [
        ("other", "gaffer, grip"),
        ("director", ""),
        ("director", ""),
    ]
    assert set(Credit.objects.values_list("person", flat=True)) == {kept.pk}
    assert {alias.name for alias in kept.aliases.all()} == {"Fan Lixin", "范立欣"}
    assert (kept.name, kept.family_name, kept.citation_form) == ("Lixin Fan", "Fan", "F.")
    assert not Person.objects.filter(pk=other.pk).exists()


def test_every_address_goes_on_leading_there(people, client):
    kept, other = people

    merge(kept, other)

    assert former_address("person", "lixin") == "lixin-fan"
    assert former_address("person", "fan-lixin") == "lixin-fan"


def test_undoing_restores_every_row(people):
    before = everything()

    undo(merge(*people))

    assert everything() == before


def test_a_merge_shows_on_the_pages_of_its_films(people):
    kept, other = people
    marks = dict(Stamp.objects.values_list("of", "mark"))

    merge(kept, other)

    after = dict(Stamp.objects.values_list("of", "mark"))
    assert after["film:one"] != marks["film:one"]
    assert after["film:both"] != marks["film:both"]


def test_a_merge_says_who_and_history_tells_it(people):
    staff = make_staff("catalogue")

    made = merge(*people, by=staff)
    undo(made, by=staff)

    made.refresh_from_db()
    assert (made.made_by, made.undone_by) == (staff, staff)
    assert made.undone_at >= made.made_at
    past = Person.history.filter(id=people[1].pk, history_user=staff)
    assert list(past.order_by("history_id").values_list("history_type", flat=True)) == ["-", "+"]


def test_subjects_merge_with_their_films_and_narrower_ones(db):
    wide = make_subject(name="Trade")
    kept = make_subject(name="Railways")
    other = make_subject(name="Trains", parent=wide)
    below = make_subject(name="Night trains", parent=other)
    both, one = make_film(), make_film()
    both.subjects.set([kept, other])
    one.subjects.set([other])
    before = everything()

    made = merge(kept, other)

    kept.refresh_from_db()
    below.refresh_from_db()
    assert set(kept.films.all()) == {both, one}
    assert (kept.parent, below.parent) == (wide, kept)
    assert one.history.first().subjects.get().subject_id == kept.pk
    undo(made)
    assert everything() == before


def test_festivals_merge_with_what_was_won_there(db):
    kept, other = (
        make_festival(name="RIDM"),
        make_festival(name="Rencontres", site="https://a.example"),
    )
    make_participation("A prize", festival=other)
    FestivalAlias.objects.create(festival=other, name="Montréal")
    before = everything()

    made = merge(kept, other)

    kept.refresh_from_db()
    assert kept.participations.get().awards.get().text == "A prize"
    assert {alias.name for alias in kept.aliases.all()} == {"Rencontres", "Montréal"}
    assert kept.site == "https://a.example"
    undo(made)
    assert everything() == before


def test_distributors_merge(db):
    kept, other = make_distributor(), make_distributor(rights_contact="Ann")
    film = make_film()
    film.distributors.set([kept, other])
    before = everything()

    made = merge(kept, other)

    assert Distributor.objects.get().rights_contact == "Ann"
    assert film.distributors.get() == kept
    undo(made)
    assert everything() == before


def test_merges_can_follow_one_another_and_be_undone_in_turn(db):
    one, two, three = (make_person(name=f"N {n}", slug=f"n-{n}") for n in range(3))
    make_credit(person=three)
    before = everything()

    first = merge(two, three)
    second = merge(one, two)

    assert former_address("person", "n-2") == "n-0"
    with pytest.raises(Refused):
        undo(first)
    undo(second)
    undo(first)
    assert everything() == before


def test_an_import_after_a_merge_brings_nobody_back(people):
    kept, other = people
    bring_in(incoming("7", title="A film", credits=[("Fan Lixin", "director", "", False)]))

    merge(kept, other)
    bring_in(
        incoming(
            "7", title="A film", synopsis="New", credits=[("Fan Lixin", "director", "", False)]
        )
    )

    assert Person.objects.get() == kept
    assert Film.objects.get(title="A film").synopsis == "New"


# --- refusals -----------------------------------------------------------------------------------


def test_one_thing_is_not_two(db):
    person = make_person()

    with pytest.raises(Refused):
        merge(person, person)


def test_things_of_two_kinds_do_not_merge(db):
    subject, person = make_subject(), make_person()

    with pytest.raises(Refused):
        merge(subject, person)


def test_a_wider_subject_does_not_go_into_its_own_narrower_one(db):
    wide = make_subject(name="Trade")
    narrow = make_subject(name="Wool", parent=make_subject(name="Cloth", parent=wide))

    with pytest.raises(Refused) as refused:
        merge(narrow, wide)

    assert "Trade" in str(refused.value)
    assert Subject.objects.count() == 3
    merge(wide, narrow)


def test_a_name_of_a_third_festival_is_not_taken(db):
    third = make_festival(name="Third")
    FestivalAlias.objects.create(festival=third, name="Other")

    with pytest.raises(Refused) as refused:
        merge(make_festival(name="Kept"), make_festival(name="Other"))

    assert "Third" in str(refused.value)
    assert Festival.objects.count() == 3


def test_what_is_gone_is_not_merged(people):
    kept, other = people
    Person.objects.get(pk=other.pk).credits.all().delete()
    Person.objects.get(pk=other.pk).delete()

    with pytest.raises(Refused):
        merge(kept, other)


def test_a_merge_is_undone_once(people):
    made = merge(*people)
    undo(made)

    with pytest.raises(Refused, match="already"):
        undo(made)


CHANGES = {
    "a credit moved on": lambda: Credit.objects.filter(role="director").update(
        person=make_person()
    ),
    "a film removed": lambda: Film.objects.get(slug="one").delete(),
    "the address given away": lambda: make_person(slug="lixin"),
    "the other name removed": lambda: Person.objects.get(slug="lixin-fan").aliases.all().delete(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_since_is_not_undone(people, name):
    made = merge(*people)
    CHANGES[name]()
    before = everything()

    with pytest.raises(Refused):
        undo(made)

    assert everything() == before
    assert Merge.objects.get().undone_at is None


def test_a_merge_costs_the_same_for_one_film_and_for_forty(db, django_assert_max_num_queries):
    def two(number):
        kept, other = make_person(), make_person()
        for _ in range(number):
            make_credit(person=other)
        return kept, other

    few, many = two(1), two(40)

    with django_assert_max_num_queries(60) as one:
        merge(*few)
    with django_assert_max_num_queries(len(one)):
        merge(*many)
    assert FormerAddress.objects.count() == 2
