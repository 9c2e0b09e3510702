"""A version as the admin tells of it."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from catalog.forms import RuntimeField
from catalog.jobs import progress_of
from streaming.media import versions
from streaming.media.facts import Facts
from streaming.models import Media, Version


@dataclass(frozen=True)
class Told:
    """length: as 1:25:03. picture: width by height in pixels. percent: of its packaging done.

    None of them need be known. ahead: how many films are packaged before it.
    """

    version: Version
    is_live: bool
    length: str
    picture: str
    percent: int | None
    ahead: int = 0

    @property
    def state(self) -> str:
        """For people, with how far it is."""
        if self.is_live:
            return _("is watched")
        words = self.version.get_state_display()
        if self.percent is None:
            return words
        return _("%(state)s: %(percent)s %%") % {"state": words, "percent": self.percent}


def told(version: Version) -> Told:
    """Needs its media. Two queries more while it is at work; where that was given up it says so."""
    job = versions.settle(version)
    progress = progress_of(job)
    facts = _facts(version)
    width, height = facts.picture.shown_size if facts and facts.pictures else (0, 0)
    return Told(
        version=version,
        is_live=version.media.version_id == version.pk,
        length=_length(facts.seconds) if facts else "",
        picture=f"{width} × {height}" if width else "",
        percent=progress.percent if progress.of else None,
        ahead=versions.ahead_of(job) if job and job.state == job.State.WAITING else 0,
    )


def watched_in_words(media: Media) -> str:
    """What a film's viewers get: a version, a file of before there were versions, or nothing."""
    if media.pk is None or not media.file:
        return _("None yet.")
    return str(media.version) if media.version else PurePath(str(media.file.name)).name


def _length(seconds: float) -> str:
    return str(RuntimeField().prepare_value(round(seconds)))


def _facts(version: Version) -> Facts | None:
    try:
        return Facts.from_json(version.facts)
    except (KeyError, TypeError, ValueError):  # kept by an earlier release
        return None
