"""What there is to play of all films, kept in the process for as long as no media changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from catalog.film_set import film_set
from catalog.ready import store
from catalog.ready.store import Kept
from streaming.accessibility import Help
from streaming.availability import Release
from streaming.models import Captions, Media, Version

THING = "media:all"  # its name in the law
OF_A_TRACK = ("language", "kind", "made_by", "checked_on", "media__film_id")


class Track(NamedTuple):
    language: str
    kind: str
    made_by: str
    checked_on: date | None
    film: int

    @property
    def is_checked(self) -> bool:
        """Made by a person, or by one looked through since."""
        return self.made_by == Captions.Maker.HUMAN or self.checked_on is not None


class Releases:
    """Sets of films (see `catalog.film_set`): with a file, taken back, captioned, and followed by
    those who cannot hear or see them.
    """

    def __init__(self, mark: str | None) -> None:
        self.mark = mark
        media = list(Media.objects.values_list("film_id", "file", "withdrawn_at"))
        self._ready = film_set(film for film, file, _withdrawn in media if file)
        self._withdrawn = [(film, since) for film, _file, since in media if since is not None]
        rows = Captions.objects.filter(media__file__gt="").values_list(*OF_A_TRACK)
        tracks = list(map(Track._make, rows))
        readable = [track for track in tracks if track.kind in Captions.READABLE]
        captioned = [track for track in tracks if track.kind == Captions.Kind.CAPTIONS]
        described = Media.objects.filter(version__in=Version.objects.described())
        written = [track.film for track in tracks if track.kind == Captions.Kind.DESCRIPTIONS]
        self.captions = {
            language: film_set(films) for language, films in sorted(_by_language(readable).items())
        }
        self.accessible = {
            Help.CAPTIONS: film_set(track.film for track in captioned),
            Help.CHECKED: film_set(track.film for track in captioned if track.is_checked),
            Help.TRANSCRIPT: film_set(track.film for track in readable),
            Help.DESCRIPTION: film_set({*described.values_list("film_id", flat=True), *written}),
        }

    def kinds(self, *, at: datetime) -> Iterator[tuple[int, Release]]:
        """Films that the rule cannot tell apart while they have no licence, with their release."""
        by_instant: dict[datetime, list[int]] = {}
        for film, since in self._withdrawn:
            if since <= at:
                by_instant.setdefault(since, []).append(film)
        for since, films in by_instant.items():
            yield film_set(films), Release(is_ready=True, withdrawn_at=since)
        yield self._ready, Release(is_ready=True)


def _by_language(tracks: Iterable[Track]) -> dict[str, list[int]]:
    films: dict[str, list[int]] = {}
    for track in tracks:
        films.setdefault(track.language, []).append(track.film)
    return films


def present_mark() -> str | None:
    """Another one after each change of any media or track. One query."""
    kept = _kept()
    return kept.mark if kept else None


def _kept() -> Kept | None:
    return store.read(THING, language="").get(THING)


_releases: Releases | None = None


def releases() -> Releases:
    """What holds now. One query; four after a change."""
    return releases_of(_kept())


def releases_of(kept: Kept | None) -> Releases:
    """The same, where the mark of all media was just read. Three queries after a change."""
    global _releases
    mark = kept.mark if kept else None
    current = _releases
    if current is None or mark is None or current.mark != mark:
        current = _releases = Releases(mark)
    return current
