"""The sitemap: every published page of the catalogue, in parts that are read by key.

A part holds the rows of 50,000 consecutive keys: never more pages than the protocol allows, one
query to read, and written while it is read. Source: sitemaps.org, protocol 0.9.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import DateTimeField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import absolute, address
from catalog.models import Film, Week
from catalog.search.current import Moment, moment
from catalog.search.tally import Tally
from catalog.things.kind import Tabled
from catalog.things.kinds import KINDS

PER_PART = 50_000
CONTENT_TYPE = "application/xml; charset=utf-8"
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Place = tuple[str, datetime | None]  # a path, and when its page last changed


@dataclass(frozen=True)
class Section:
    """Pages that have a row each. view: the name of their address."""

    name: str
    view: str

    def parts(self, moment: Moment) -> list[int]:
        """The numbers of its parts, from 1."""
        raise NotImplementedError

    def places(self, number: int, moment: Moment) -> Iterator[Place]:
        """One part, while it is read. One query."""
        raise NotImplementedError


@dataclass(frozen=True)
class Queried(Section):
    """rows: those public at an instant, with what their address ends in as `ending`, and when they
    last changed as `changed`. spelled: an ending, as text.
    """

    rows: Callable[[datetime], QuerySet]
    spelled: Callable[[Any], str] = str

    def parts(self, moment: Moment) -> list[int]:
        part = (F("pk") - 1) / PER_PART + 1
        found = self.rows(moment.at).order_by().annotate(part=part).values_list("part", flat=True)
        return sorted(found.distinct())

    def places(self, number: int, moment: Moment) -> Iterator[Place]:
        rows = _part(self.rows(moment.at), number).values_list("ending", "changed")
        for ending, changed in rows.iterator(chunk_size=2000):
            yield address(self.view, self.spelled(ending)), changed


@dataclass(frozen=True)
class Things(Section):
    """Those of a kind that have a published film."""

    kind: Tabled

    def parts(self, moment: Moment) -> list[int]:
        return sorted({(pk - 1) // PER_PART + 1 for pk in self._shown(moment)})

    def places(self, number: int, moment: Moment) -> Iterator[Place]:
        shown = self._shown(moment)
        rows = _part(self.kind.model._default_manager.all(), number).values_list("pk", "slug")
        for pk, slug in rows.iterator(chunk_size=2000):
            if pk in shown:
                yield address(self.view, slug), None

    def _shown(self, moment: Moment) -> set[int]:
        counts = Tally(moment.columns, moment.published).of(self.kind.name)
        return {int(pk) for pk, _count in counts}


def _part(rows: QuerySet, number: int) -> QuerySet:
    first = (number - 1) * PER_PART + 1
    return rows.filter(pk__gte=first, pk__lt=first + PER_PART).order_by("pk")


def _films(at: datetime) -> QuerySet:
    """A film's page changes when it is published, and at each edit that its history knows."""
    edits = Film.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
    last_edit = Subquery(edits.annotate(last=Max("history_date")).values("last"))
    changed = Coalesce(Greatest("published_from", last_edit), "published_from")
    return Film.objects.published(at=at).annotate(ending=F("slug"), changed=changed)


def _weeks(at: datetime) -> QuerySet:
    never = Value(None, output_field=DateTimeField())
    return Week.objects.begun(at=at).annotate(ending=F("monday"), changed=never)


TABLED = [kind for kind in KINDS if isinstance(kind, Tabled)]
SECTIONS: dict[str, Section] = {
    section.name: section
    for section in [
        Queried("films", "catalog:film_detail", _films),
        Queried("weeks", "catalog:week_detail", _weeks, lambda monday: Week(monday=monday).key),
        *(Things(kind.path, f"catalog:{kind.name}_detail", kind) for kind in TABLED),
    ]
}
LISTS = ["home", "catalog:film_list", "catalog:week_list"]
LISTS += [kind.list_view for kind in KINDS]


def _lists(moment: Moment) -> Iterator[Place]:
    """The lists, and the pages of what has no rows: years, countries."""
    yield from ((reverse(view), None) for view in LISTS)
    for kind in KINDS:
        if not isinstance(kind, Tabled):
            yield from ((each.thing.get_absolute_url(), None) for each in kind.entries(moment))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of all parts that have a page."""
    now = moment(at=timezone.now())
    parts = [(name, part) for name in SECTIONS for part in SECTIONS[name].parts(now)]
    paths = [reverse("catalog:sitemap_part", args=part) for part in [("lists", 1), *parts]]
    index = _written("sitemapindex", "sitemap", ((path, None) for path in paths))
    return HttpResponse(index, content_type=CONTENT_TYPE)


@require_safe
def sitemap_part(request: HttpRequest, section: str, number: str) -> StreamingHttpResponse:
    now, part = moment(at=timezone.now()), int(number)
    if section == "lists" and part == 1:
        places = _lists(now)
    elif section in SECTIONS and part in SECTIONS[section].parts(now):
        places = SECTIONS[section].places(part, now)
    else:
        raise Http404
    return StreamingHttpResponse(_written("urlset", "url", places), content_type=CONTENT_TYPE)


def _written(root: str, element: str, places: Iterable[Place]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {XMLNS}>\n'
    for path, changed in places:
        lastmod = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        yield f"<{element}><loc>{escape(absolute(path))}</loc>{lastmod}</{element}>\n"
    yield f"</{root}>\n"
