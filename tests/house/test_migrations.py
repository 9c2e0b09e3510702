"""Migrations say all that the models say."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def test_no_model_has_a_change_without_its_migration(db, capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"makemigrations has something to write:\n{capsys.readouterr().out}")


def test_every_app_has_one_last_migration(db):
    loader = MigrationLoader(connection)

    assert loader.detect_conflicts() == {}
