"""What a link in a course leads to: a film, at a moment, or the whole library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from catalog.exchange.moment import Moment, moment_from
from catalog.film_page import film_named
from catalog.models import Film
from streaming.access.next_page import safe_path
from streaming.models import University
from streaming.playback.frame_ticket import PARAMETER

FILM_ADDRESSES = {  # each with the name of the film's part
    "catalog:film_detail": "slug",
    "catalog:film_by_identifier": "identifier",
    "streaming:watch": "slug",
    "streaming:embed_film": "film_slug",
}
LONGEST_NAME = 120


class NotOurs(Exception):
    """An address that is not of this site."""


class NoFilm(Exception):
    """A film is asked for that is not, or no longer, in the library."""


@dataclass(frozen=True)
class Target:
    """film: None is the whole library. moment: where to begin, if not at the start."""

    film: Film | None
    moment: Moment | None = None

    def page(self, university: University) -> str:
        """Its page, for a window of its own."""
        if self.film is None:
            return university.get_absolute_url()
        return self._at_moment(reverse("streaming:watch", args=[self.film.slug]))

    def frame(self, university: University, *, ticket: str = "") -> str:
        """Its page, for a frame."""
        if self.film is None:
            return reverse("streaming:embed_university", args=[university.slug])
        path = reverse("streaming:embed_film", args=[university.slug, self.film.slug])
        return self._at_moment(path, ticket)

    def _at_moment(self, path: str, ticket: str = "") -> str:
        said = [self.moment.query] if self.moment else []
        said += [urlencode({PARAMETER: ticket})] if ticket else []
        return f"{path}?{'&'.join(said)}" if said else path


def target_of(address: str, custom: Mapping[str, str], *, host: str, at: datetime) -> Target:
    """What a launch asks for: its link's own words count before its address.

    address: the target_link_uri. custom: `film`, a slug or a permanent identifier; `t`, a moment.
    host: how this request reached us. Raises NotOurs and NoFilm.
    """
    path, query = _ours(address, host=host)
    name = custom.get("film") or query.get("film") or _film_in(path)
    moment = _moment(custom.get("t") or query.get("t") or "")
    return Target(_film(name, at=at) if name else None, moment)


def check_ours(address: str, *, host: str) -> None:
    """Raises NotOurs for an address of another site, or of none."""
    _ours(address, host=host)


def _ours(address: str, *, host: str) -> tuple[str, dict[str, str]]:
    """The path and the query of an address of ours, as SITE_URL or as this request has it."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise NotOurs from error
    own = {settings.SITE_URL, f"https://{host}", f"http://{host}"}
    if f"{parts.scheme}://{parts.netloc}" not in own or safe_path(parts.path or "/") == "":
        raise NotOurs
    return parts.path or "/", {name: values[0] for name, values in parse_qs(parts.query).items()}


def _film_in(path: str) -> str:
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return str(found.kwargs.get(FILM_ADDRESSES.get(found.view_name, ""), ""))


def _film(name: str, *, at: datetime) -> Film:
    may_be_one = len(name) <= LONGEST_NAME and name.isprintable()
    film = film_named(name, at=at) if may_be_one else None
    if film is None:
        raise NoFilm
    return film


def _moment(text: str) -> Moment | None:
    try:
        return moment_from(text)
    except ValueError:
        return None
