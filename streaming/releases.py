"""What there is to play of all films, kept in the process for as long as no media changed."""

from collections.abc import Iterator
from datetime import datetime

from catalog.film_set import film_set
from catalog.ready import store
from streaming.availability import Release
from streaming.models import Captions, Media

THING = "media:all"  # its name in the law
READABLE = (Captions.Kind.CAPTIONS, Captions.Kind.SUBTITLES)


class Releases:
    """Sets of films (see `catalog.film_set`): with a file, taken back, captioned."""

    def __init__(self, mark: str | None) -> None:
        self.mark = mark
        media = list(Media.objects.values_list("film_id", "file", "withdrawn_at"))
        self._ready = film_set(film for film, file, _withdrawn in media if file)
        self._withdrawn = [(film, since) for film, _file, since in media if since is not None]
        tracks = Captions.objects.filter(kind__in=READABLE, media__file__gt="")
        films: dict[str, list[int]] = {}
        for language, film in tracks.values_list("language", "media__film_id"):
            films.setdefault(language, []).append(film)
        self.captions = {language: film_set(ids) for language, ids in sorted(films.items())}

    def kinds(self, *, at: datetime) -> Iterator[tuple[int, Release]]:
        """Films that the rule cannot tell apart while they have no licence, with their release."""
        by_instant: dict[datetime, list[int]] = {}
        for film, since in self._withdrawn:
            if since <= at:
                by_instant.setdefault(since, []).append(film)
        for since, films in by_instant.items():
            yield film_set(films), Release(is_ready=True, withdrawn_at=since)
        yield self._ready, Release(is_ready=True)


_releases: Releases | None = None


def releases() -> Releases:
    """What holds now. One query; three after a change."""
    global _releases
    kept = store.read(THING, language="").get(THING)
    mark = kept.mark if kept else None
    current = _releases
    if current is None or mark is None or current.mark != mark:
        current = _releases = Releases(mark)
    return current
