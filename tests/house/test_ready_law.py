"""The law of kept pages names every table that they are made of, and only tables that exist."""

import re

import pytest
from django.apps import apps
from django.db import connection

from catalog import record
from catalog.models import Film, ImportLine, ImportRun, OldSlug
from catalog.ready.triggers import CHANGES, laid, shared_things, the_law
from streaming import featured
from streaming.access import directory

NOT_SHOWN = {OldSlug, ImportLine, ImportRun}  # they lead to a page and stand on none


def belonging_to_a_film():
    """Every catalog model that relations lead to from a film, with the tables in between."""
    found, waiting = set(), [Film]
    while waiting:
        model = waiting.pop()
        if model in found or model in NOT_SHOWN or model._meta.app_label != "catalog":
            continue
        if model.__name__.startswith("Historical"):
            continue
        found.add(model)
        waiting += [field.related_model for field in model._meta.get_fields() if field.is_relation]
        waiting += [field.remote_field.through for field in model._meta.many_to_many]
    return sorted(found, key=lambda model: model._meta.db_table)


TABLES_IN_LAW = {touch.table for touch in the_law()}


def test_the_walk_reaches_what_stands_far_from_the_film():
    tables = {model._meta.db_table for model in belonging_to_a_film()}

    assert {
        *("catalog_film", "catalog_festivalalias", "catalog_person", "catalog_award"),
        *("catalog_film_subjects", "catalog_weekentry", "catalog_week"),
    } <= tables


@pytest.mark.parametrize("model", belonging_to_a_film(), ids=lambda model: model.__name__)
def test_every_model_that_belongs_to_a_film_is_in_the_law(model):
    assert model._meta.db_table in TABLES_IN_LAW


def test_every_table_that_a_record_is_read_from_is_in_the_law():
    read = set(re.findall(r"(?:FROM|JOIN) (catalog_\w+)", record.ROWS))

    assert read
    assert read <= TABLES_IN_LAW


@pytest.mark.parametrize("table", sorted(TABLES_IN_LAW))
def test_every_table_in_the_law_is_a_models(db, table):
    models = apps.get_models(include_auto_created=True)

    assert table in {model._meta.db_table for model in models}
    assert table in connection.introspection.table_names()


def test_what_pages_share_is_what_the_readers_ask_for():
    assert set(shared_things()) == {featured.THING, directory.MARK}


def test_the_database_keeps_the_whole_law(db):
    expected = {
        (f"ready_law_{table}_{change.lower()}", table)
        for table in TABLES_IN_LAW
        for change in CHANGES
    }

    assert set(laid()) == expected
