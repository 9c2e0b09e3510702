"""A film's page: made once per edit, filled for each visitor."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from catalog.addresses import moved
from catalog.models import Film
from catalog.ready import fresh, store
from catalog.ready.store import Made
from catalog.record import film_record
from catalog.request import Request, language_of
from catalog.similar import likeness_of

# Written by hand, as the film's other sentences are: the ORM takes longer over it than over a row.
DATED = "SELECT * FROM catalog_film WHERE slug = %s AND published_from IS NOT NULL"


@dataclass(frozen=True)
class FilmInHand:
    """What the fresh parts of a film's page need to know of the film.

    likeness: differs when what it shares with other films does; "" where none are shown.
    """

    pk: int
    slug: str
    identifier: str
    title: str
    published_from: datetime | None
    runtime_seconds: int | None
    likeness: str = ""

    def __str__(self) -> str:
        return self.title


def film_page(request: Request, slug: str, *, template: str, view: str) -> HttpResponse:
    """The page of a published film, in one of its forms.

    template: the form. view: the name of its address, where an earlier slug is sent on to.
    Raises Http404 for a film that does not exist or is not published.
    """
    now = timezone.now()
    language = language_of(request)
    thing = f"film:{slug}"
    similar = f"similar:{slug}"  # films that are like it, on its page and under marks of their own
    request.kept = store.read(thing, language=language, template=template, composed=similar)
    request.made = []
    kept = request.kept.get(thing)
    if kept is None:
        return moved(request, reverse(view, args=[film_at(slug).slug]))
    film, body = _open(kept.body) if kept.body else _make(slug, template=template)
    if not film.published_from or film.published_from > now:
        raise Http404
    if not kept.body:
        facts = json.dumps(vars(film), default=datetime.isoformat)
        page = f"{facts}\n{body.decode()}"
        request.made.append(Made(thing, page, language, template, kept.mark))
    html = fresh.fill(body, request, film)
    store.keep_all(request.made)
    return HttpResponse(html)


def _open(kept: bytes) -> tuple[FilmInHand, bytes]:
    """What `film_page` keeps: a line of facts, then the page."""
    facts, body = kept.split(b"\n", 1)
    values = json.loads(facts)
    values["published_from"] = datetime.fromisoformat(values["published_from"])
    return FilmInHand(**values), body


def _make(slug: str, *, template: str) -> tuple[FilmInHand, bytes]:
    film = next(iter(Film.objects.raw(DATED, [slug])), None)
    if film is None:
        raise Http404
    record = film_record(film)
    in_hand = replace(film_in_hand(film), likeness=likeness_of(record))
    body = render_to_string(template, {"record": record, "film": in_hand, **fresh.KEEPING})
    return in_hand, body.encode()


def film_in_hand(film: Film) -> FilmInHand:
    """Of a published film."""
    return FilmInHand(
        pk=film.pk,
        slug=film.slug,
        identifier=film.identifier,
        title=film.title,
        published_from=film.published_from,
        runtime_seconds=film.runtime_seconds,
    )


def film_at(slug: str) -> Film:
    """The published film at an address, which may be an earlier one. Raises Http404."""
    film = Film.objects.published().named(slug)
    if film is None:
        raise Http404
    return film
