"""A worker that is started for whoever asked for work."""

import sys

import pytest

from catalog.jobs import process


@pytest.mark.parametrize(
    ("is_terminal", "asked", "level"),
    [(True, None, "WARNING"), (True, "INFO", "INFO"), (False, None, None)],
)
def test_who_sits_at_a_terminal_hears_of_trouble_alone(
    settings, tmp_path, monkeypatch, is_terminal, asked, level
):
    settings.DATA_DIR, settings.JOBS_START_THEMSELVES = tmp_path, True
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    if asked:
        monkeypatch.setenv("LOG_LEVEL", asked)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)
    started = []
    monkeypatch.setattr(process.subprocess, "Popen", lambda *_, **how: started.append(how["env"]))

    process.start("quick")

    assert started[0].get("LOG_LEVEL") == level
    assert started[0]["PATH"]
