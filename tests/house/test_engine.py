"""The suite runs on two engines; a run that meant one must not quietly be on the other."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection


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


def test_nothing_mutable_is_outside_of_this_run(db):
    assert Path(settings.DATA_DIR) == Path(os.environ["DATA_DIR"])
    if connection.vendor == "sqlite":
        assert Path(settings.DATA_DIR) in Path(connection.settings_dict["NAME"]).parents
