"""Run a command as the shell does: by its arguments, to its exit code and what it printed."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from django.core.management import ManagementUtility
from django.db import connections


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def manage(*argv: str, typed: str = "") -> Outcome:
    """typed: what it reads from standard input. A test's connections stay open."""
    out, err = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        patch("sys.stdin", io.StringIO(typed)),
        patch.object(connections, "close_all"),
    ):
        try:
            command = ManagementUtility(["manage.py", *argv]).fetch_command(argv[0])
            command.run_from_argv(["manage.py", *argv])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())


def assert_refused(outcome: Outcome) -> None:
    """One plain line on stderr, nothing else, exit 1."""
    assert (outcome.code, outcome.out) == (1, "")
    assert len(outcome.err.splitlines()) == 1
    assert "Traceback" not in outcome.err
