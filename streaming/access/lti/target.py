"""What a link in a course leads to: a film, at a moment, or the whole library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalog.models import Film
from streaming.addresses import film_in, ours
from streaming.clips.clip import NAME, Clip
from streaming.models import University
from streaming.playback.frame_ticket import PARAMETER

LONGEST_NAME = 120


class NoFilm(Exception):
    """A film is asked for that is not, or no longer, in the library."""


@dataclass(frozen=True)
class Target:
    """film: None is the whole library. clip: where to begin, and to stop, if it is named."""

    film: Film | None
    clip: Clip | None = None

    def page(self, university: University) -> str:
        """Its page, for a window of its own."""
        if self.film is None:
            return university.get_absolute_url()
        return self._at_clip(reverse("streaming:watch", args=[self.film.slug]))

    def frame(self, university: University, *, ticket: str = "") -> str:
        """Its page, for a frame."""
        if self.film is None:
            return reverse("streaming:embed_university", args=[university.slug])
        path = reverse("streaming:embed_film", args=[university.slug, self.film.slug])
        return self._at_clip(path, ticket)

    def _at_clip(self, path: str, ticket: str = "") -> str:
        said = [self.clip.query] if self.clip else []
        said += [urlencode({PARAMETER: ticket})] if ticket else []
        return f"{path}?{'&'.join(said)}" if said else path


def target_of(address: str, custom: Mapping[str, str], *, host: str, at: datetime) -> Target:
    """What a launch asks for: its link's own words count before its address.

    address: the target_link_uri. custom: `film`, a slug or a permanent identifier; `t`, a moment or
    a stretch; `clip`, its name. host: how this request reached us. Raises NotOurs and NoFilm.
    """
    path, query = ours(address, host=host)
    name = custom.get("film") or query.get("film") or film_in(path)
    return Target(_film(name, at=at) if name else None, _clip(custom) or Clip.of(query))


def check_ours(address: str, *, host: str) -> None:
    """Raises NotOurs for an address of another site, or of none."""
    ours(address, host=host)


def _film(name: str, *, at: datetime) -> Film:
    may_be_one = len(name) <= LONGEST_NAME and name.isprintable()
    film = Film.objects.published(at=at).named(name) if may_be_one else None
    if film is None:
        raise NoFilm
    return film


def _clip(custom: Mapping[str, str]) -> Clip | None:
    said = QueryDict(mutable=True)
    said.update({name: custom[name] for name in ("t", NAME) if custom.get(name)})
    return Clip.of(said)
