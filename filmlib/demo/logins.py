"""The demo's staff accounts, and the file that keeps their passwords readable to its owner."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

from streaming.models import University
from streaming.staff import add_staff, new_password

ACCOUNTS = {  # username: role, universities
    "librarian": ("catalogue", []),
    "harbour-librarian": ("librarian", ["example-harbour"]),
    "owner": ("owner", []),
}


def file() -> Path:
    return settings.DATA_DIR / "demo-logins.txt"


def ensure() -> dict[str, str]:
    """The passwords by username: those kept, or new ones; an account that is missing is made."""
    kept = _read()
    passwords = kept or {username: new_password() for username in ACCOUNTS}
    if not kept:
        write_secret(file(), "".join(f"{name}: {word}\n" for name, word in passwords.items()))
    known = set(get_user_model().objects.values_list("username", flat=True)) if kept else set()
    for username, (role, slugs) in ACCOUNTS.items():
        if username not in known:
            universities = list(University.objects.filter(slug__in=slugs))
            add_staff(username, role, universities=universities, password=passwords[username])
    return passwords


def write_secret(path: Path, text: str) -> None:
    """Write a new file that nobody else can read, not even for a moment."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(text)


def _read() -> dict[str, str]:
    """What the file holds, or nothing unless it holds every account."""
    if not file().is_file():
        return {}
    lines = file().read_text("utf-8").splitlines()
    passwords = dict(line.split(": ", 1) for line in lines if ": " in line)
    return passwords if passwords.keys() >= ACCOUNTS.keys() else {}
