"""The suite runs on two engines; a run that meant one must not quietly be on the other."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from catalog.ready import store


def test_the_engine_in_use_is_the_one_asked_for(db):
    assert connection.vendor == os.environ["TEST_ENGINE"]


def test_the_engine_is_used_as_in_production(db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            assert mode == "wal"
            assert Path(connection.settings_dict["NAME"]).is_file()
        else:
            cursor.execute("SHOW server_encoding")
            assert cursor.fetchone()[0] == "UTF8"


def test_postgresql_plans_once_what_is_read_often(db):
    """SQLite's own driver keeps a connection's statements as they were planned, unasked."""
    for _ in range(6):
        store.read(language="en")

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements")
            assert any("catalog_stamp" in statement for (statement,) in cursor.fetchall())


def test_nothing_mutable_is_outside_of_this_run(db):
    assert Path(settings.DATA_DIR) == Path(os.environ["DATA_DIR"])
    if connection.vendor == "sqlite":
        assert Path(settings.DATA_DIR) in Path(connection.settings_dict["NAME"]).parents
