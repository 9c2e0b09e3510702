"""Fixtures for every test. The database itself is laid in `tests/databases.py`."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connections
from django.test.utils import CaptureQueriesContext, override_settings

from catalog.reference import reference


def pytest_configure():
    """Two differences from production's settings, for speed, and no process of its own for work
    that outlives a request, which could not find the test's database.

    How fast the machine is says nothing about what hypothesis looks for.
    """
    slowly = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("any-speed", deadline=None, suppress_health_check=slowly)
    hypothesis.settings.load_profile("any-speed")
    strict = {"staticfiles": {"BACKEND": "tests.static_files.StrictStaticFilesStorage"}}
    override_settings(
        JOBS_START_THEMSELVES=False,
        STORAGES=settings.STORAGES | strict,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ).enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Make SQLite's test database a file, as in production; Django's own choice is memory."""
    for alias in connections:
        database = connections[alias].settings_dict
        if connections[alias].vendor == "sqlite":
            path = Path(settings.DATABASES[alias]["NAME"])
            database["TEST"]["NAME"] = str(path.with_name(f"test-{alias}.sqlite3"))


@pytest.fixture(autouse=True)
def closing_a_response_leaves_connections_alone():
    """A response closed by a test's own hand must not reach for the database: as in the client."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture(autouse=True)
def no_columns_of_another_tests_films(monkeypatch):
    """A process keeps them from request to request, by a revision that each test begins anew."""
    monkeypatch.setattr("catalog.search.current._kept", None)


@pytest.fixture(autouse=True)
def no_request_yet():
    """A test's own thread stays the same, so what a request left there would reach the next one."""
    reference.set("")


@pytest.fixture
def query_cost(db, client) -> Callable[..., int]:
    """The number of queries that a page costs: `query_cost("/films/", accept_language="de")`.

    Asks through the `client` fixture, so a login made there counts, and asserts status 200.
    A name in lower case is a request header, one in capitals a WSGI variable (REMOTE_ADDR).
    """

    def cost(path: str, **headers: str) -> int:
        variables = {name: value for name, value in headers.items() if name.isupper()}
        asked = {name: value for name, value in headers.items() if not name.isupper()}
        with ExitStack() as stack:
            captured = [
                stack.enter_context(CaptureQueriesContext(connection))
                for connection in connections.all()
            ]
            response = client.get(path, headers=asked, **variables)
            b"".join(response)  # a streamed answer asks its queries while it is read
        assert response.status_code == 200, f"{path} answered {response.status_code}"
        return sum(len(queries) for queries in captured)

    return cost
