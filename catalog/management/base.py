"""What the library's commands have in common: bad input gets one plain line, nothing is changed.

Exit 0: done. 1: refused. 2: wrong usage. A traceback is shown where `--traceback` asks for it.
"""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError, ProgrammingError

A_DAY = timedelta(days=1)
STOPPED = 130  # what a shell calls a process that Ctrl-C ended


class Refused(CommandError):
    """Said to whoever called, in one line."""


class WrongUsage(CommandError):
    """The call itself is wrong, in a way that only the command can know."""

    def __init__(self, words: str) -> None:
        super().__init__(words, returncode=2)


class LibraryCommand(BaseCommand):
    """A command that answers whatever it is given, at once: `manage.py check` has its own name."""

    requires_system_checks = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            for text in _texts(options):
                refuse_what_is_no_text(text)
            return super().execute(*args, **options)
        except ValidationError as error:
            raise Refused(one_line(" ".join(_messages(error)))) from error
        except (ValueError, OverflowError, ObjectDoesNotExist, OSError) as error:
            raise Refused(one_line(str(error))) from error
        except KeyboardInterrupt as error:
            raise Refused("Stopped.", returncode=STOPPED) from error
        except IntegrityError as error:
            raise Refused("The same thing was changed elsewhere just now. Try again.") from error
        except (OperationalError, ProgrammingError) as error:
            words = f"The database cannot be used; is it migrated? It says: {error}"
            raise Refused(one_line(words)) from error


def day(text: str) -> date:
    """An argument that is a calendar day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("a day is written as 2026-09-01") from error


def instant(text: str) -> datetime:
    """An argument that is an instant, in UTC. Without an offset it would be anybody's guess."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ArgumentTypeError("an instant ends in Z or its offset: 2026-09-01T12:00+02:00")
        at = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        words = "an instant is written as 2026-09-01T12:00:00Z or with its offset, as +02:00"
        raise ArgumentTypeError(words) from error
    if not date.min + A_DAY <= at.date() <= date.max - A_DAY:
        raise ArgumentTypeError("that instant is at the edge of the calendar")
    return at


def one_line(words: str) -> str:
    """The words without line breaks, and without what no terminal can show."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _messages(error: ValidationError) -> list[str]:
    """Its messages, each of one field's after that field's name."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        words if field == NON_FIELD_ERRORS else f"{field}: {words}"
        for field, found in error.message_dict.items()
        for words in found
    ]


def _texts(options: dict[str, Any]) -> Iterator[str]:
    for value in options.values():
        yield from (part for part in _parts(value) if isinstance(part, str))


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def refuse_what_is_no_text(text: str) -> None:
    """Undecodable bytes reach Python as lone surrogates; no database keeps them, or a NUL."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("What was given is not text in UTF-8.")
