"""The demo's data as they are written in `fixtures/`."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

FOLDER: Path = settings.BASE_DIR / "fixtures"


def read(name: str) -> Any:
    """The content of `fixtures/{name}.json`."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def instant(days: int | None) -> datetime | None:
    """Nine in the morning, in the site's zone, of a day so many from today; None for None."""
    if days is None:
        return None
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))
