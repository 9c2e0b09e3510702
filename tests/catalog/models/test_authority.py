"""Keys that follow their names, and addresses that stay good."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from catalog.authority.addresses import former_address
from catalog.models import FormerAddress, Person, PersonAlias
from tests.factories.catalog import make_distributor, make_person, make_subject


def key_of(person):
    return Person.objects.values_list("match_key", flat=True).get(pk=person.pk)


def by_saving(person):
    person.name = "Żal, Łukasz"
    person.save()


def by_saving_one_field(person):
    person.name = "Żal, Łukasz"
    person.save(update_fields=["name"])


def by_update(person):
    Person.objects.filter(pk=person.pk).update(name="Żal, Łukasz")


def by_bulk_update(person):
    person.name = "Żal, Łukasz"
    Person.objects.bulk_update([person], ["name"])


WAYS = [by_saving, by_saving_one_field, by_update, by_bulk_update]


@pytest.mark.parametrize("rename", WAYS, ids=lambda way: way.__name__)
def test_a_key_follows_the_name(db, rename):
    person = make_person(name="Somebody Else")

    rename(person)

    assert key_of(person) == "lukasz zal"


def test_rows_made_in_bulk_have_their_keys(db):
    person = make_person()

    Person.objects.bulk_create([Person(name="Fan, Lixin", slug="fan")])
    PersonAlias.objects.bulk_create([PersonAlias(person=person, name="FAN, Lixin")])

    assert Person.objects.get(slug="fan").match_key == "lixin fan"
    assert PersonAlias.objects.get().match_key == "lixin fan"


def test_an_edit_of_something_else_leaves_the_key(db):
    person = make_person(name="Lixin Fan")

    Person.objects.filter(pk=person.pk).update(family_name="Fan")

    assert key_of(person) == "lixin fan"


def test_names_from_before_there_were_keys_get_them(transactional_db):
    person = make_person(name="Fan, Lixin")
    Person.objects.filter(pk=person.pk).update(match_key="")
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration("catalog", "0004_keys_of_names")
    apps = executor.loader.project_state([("catalog", "0004_keys_of_names")]).apps

    for operation in migration.operations:
        operation.code(apps, None)

    assert key_of(person) == "lixin fan"


def test_an_earlier_address_leads_to_the_present_one(db):
    person = make_person(slug="fan")

    person.slug = "lixin-fan"
    person.save()
    person.slug = "fan-lixin"
    person.save()

    assert former_address("person", "fan") == "fan-lixin"
    assert former_address("person", "lixin-fan") == "fan-lixin"


def test_an_address_that_never_was_leads_nowhere(db):
    make_person(slug="fan")

    assert former_address("person", "fan") is None
    assert former_address("person", "nobody") is None


def test_an_address_is_one_kinds_own(db):
    subject = make_subject(slug="wool")
    subject.slug = "sheep"
    subject.save()

    assert former_address("subject", "wool") == "sheep"
    assert former_address("distributor", "wool") is None


def test_an_address_taken_again_is_nobodys_former_one(db):
    company = make_distributor(slug="icarus")
    company.slug = "icarus-films"
    company.save()

    make_distributor(slug="icarus")

    assert former_address("distributor", "icarus") is None


def test_what_is_gone_leaves_no_way_to_it(db):
    person = make_person(slug="fan")
    person.slug = "lixin-fan"
    person.save()

    person.delete()

    assert former_address("person", "fan") is None


def test_saving_other_fields_asks_nothing_of_addresses(db, django_assert_num_queries):
    person = make_person()

    with django_assert_num_queries(2):  # the row and its history
        person.family_name = "Fan"
        person.save(update_fields=["family_name"])

    assert not FormerAddress.objects.exists()


def test_a_kind_that_is_none_of_ours_is_refused(db):
    FormerAddress.objects.create(kind="film", slug="a", thing=1)

    with pytest.raises(ValueError, match="film"):
        former_address("film", "a")
