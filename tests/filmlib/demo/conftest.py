"""The demo, loaded once for all tests of a module, and undone after them."""

import pytest
from django.db import transaction

from filmlib.demo.load import load


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """What was added, by noun. Each test's own changes are undone before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demo, db):
    return demo
