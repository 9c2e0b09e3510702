"""What `{% static %}` answers in tests."""

from functools import cache

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class StrictStaticFilesStorage(StaticFilesStorage):
    """Refuse to name a file that is not there, as production's manifest does, and collect none."""

    def url(self, name):
        if not _exists(name):
            raise ValueError(f"There is no static file {name!r}.")
        return super().url(name)


@cache
def _exists(name: str) -> bool:
    return finders.find(name) is not None
