from argparse import ArgumentTypeError
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import IntegrityError, OperationalError

from catalog.management.base import STOPPED, LibraryCommand, instant, one_line

REFUSALS = [
    (ValueError("No\nsuch\tthing"), "No such thing"),
    (ValidationError({"name": ["Too long."]}), "name: Too long."),
    (ValidationError("Ends before it starts."), "Ends before it starts."),
    (IntegrityError("UNIQUE"), "The same thing was changed elsewhere just now. Try again."),
    (PermissionError(13, "Permission denied", "/nowhere"), "Permission denied"),
    (OperationalError("no such table"), "is it migrated? It says: no such table"),
]


def command(error):
    class Command(LibraryCommand):
        def handle(self, *args, **options):
            raise error

    return Command()


@pytest.mark.parametrize(("error", "words"), REFUSALS)
def test_what_goes_wrong_is_said_in_one_line(error, words):
    with pytest.raises(CommandError) as refused:
        command(error).execute(no_color=True, force_color=False)

    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 1


def test_ctrl_c_ends_a_command_as_a_shell_expects():
    with pytest.raises(CommandError) as stopped:
        command(KeyboardInterrupt()).execute(no_color=True, force_color=False)

    assert stopped.value.returncode == STOPPED


def test_a_mistake_of_our_own_is_not_hidden():
    with pytest.raises(TypeError):
        command(TypeError()).execute(no_color=True, force_color=False)


def test_an_instant_is_read_with_its_offset():
    assert instant("2026-11-23T01:30+02:00") == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert instant("2026-11-23T01:30Z") == datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-11-23", "now", "2026-11-23T25:00Z", "", "٢٠٢٦-11-23T00:00Z"]
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ArgumentTypeError):
        instant(text)


def test_one_line_holds_nothing_that_a_terminal_would_obey():
    assert one_line("a\x1b[2Jb\r\nc\udcff") == "a [2Jb c"
