"""Universities: find mine, see what it can stream, take that list away."""

import csv
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.addresses import absolute
from catalog.cards import directors_of
from catalog.exchange.atom import CONTENT_TYPE as ATOM
from catalog.exchange.atom import Entry, atom
from catalog.exchange.cells import guarded
from catalog.models import Film
from streaming.access.next_page import film_shown_at, next_page, safe_path
from streaming.access.own_forms import from_own_pages
from streaming.access.visitor import CHOSEN_COOKIE, could_be_a_slug
from streaming.access.ways_in import sign_in_address
from streaming.availability import Availability, availability_of
from streaming.exchange.ezproxy import definition
from streaming.finder import UniversityQuery
from streaming.models import University
from streaming.request import Request
from streaming.university_films import PlayableFilms, playable_films

A_YEAR = 365 * 24 * 3600  # seconds
COLUMNS = ["id", "slug", "title", "year", "directors", "url", "status", "first_day", "last_day"]


@require_http_methods(["GET", "HEAD", "POST"])
@from_own_pages
def university_list(request: Request) -> HttpResponse:
    """Find a university by name or mail domain; choose it, or forget it."""
    next_ = _next(request)
    if request.method == "POST":
        if "forget" in request.POST:
            response = redirect(next_ or "streaming:university_list")
            response.delete_cookie(CHOSEN_COOKIE, samesite="Lax")
            return response
        slug = request.POST.get("university", "")
        chosen = get_object_or_404(University, slug=slug if could_be_a_slug(slug) else "")
        response = redirect(_after_choosing(request, chosen, next_))
        response.set_cookie(
            CHOSEN_COOKIE,
            chosen.slug,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.IS_HTTPS,
        )
        return response
    asked = UniversityQuery.from_params(request.GET)
    context = {"asked": asked, "page": asked.page_of_universities(), "next": next_}
    return render(request, "streaming/university_list.html", context)


@require_safe
def university_films(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The same list for machines: `json`, `atom` or `csv`."""
    university = get_object_or_404(University, slug=slug)
    films = playable_films(university, at=timezone.now())
    return {"json": _json, "atom": _atom, "csv": _csv}[form](films)


@require_safe
def university_ezproxy(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines that the university's EZproxy has to have, to be copied into its configuration."""
    get_object_or_404(University, slug=slug)
    text = definition(_("Film Library"), settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def university_film(request: HttpRequest, slug: str, film_slug: str) -> HttpResponse:
    """One film's availability there, whatever it is."""
    university = get_object_or_404(University, slug=slug)
    now = timezone.now()
    film = Film.objects.published(at=now).filter(slug=film_slug).first()
    if film is None:
        raise Http404
    answer = availability_of(film, university, at=now).as_json()
    return JsonResponse(answer | {"title": film.title, "url": absolute(film.get_absolute_url())})


def _rows(films: PlayableFilms) -> list[dict]:
    """Every film of the list, in its order. Two queries, however many."""
    found = {film.pk: film for film in Film.objects.filter(pk__in=films.ids)}
    directors = directors_of(found)
    return [
        {
            "id": found[pk].identifier,
            "slug": found[pk].slug,
            "title": found[pk].title,
            "year": str(found[pk].year_display),
            "directors": directors.get(pk, []),
            "url": absolute(found[pk].get_absolute_url()),
            **_days(films.answer(pk)),
        }
        for pk in films.ids
        if pk in found
    ]


def _days(answer: Availability) -> dict[str, str | None]:
    said = answer.as_json()
    return {name: said[name] for name in ("status", "first_day", "last_day")}


def _json(films: PlayableFilms) -> JsonResponse:
    return JsonResponse(
        {
            "university": films.university.slug,
            "timezone": films.university.timezone,
            "as_of": films.at.isoformat().replace("+00:00", "Z"),
            "films": _rows(films),
        }
    )


def _csv(films: PlayableFilms) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{films.university.slug}-films.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in _rows(films):
        row["directors"] = "; ".join(row["directors"])
        writer.writerow([guarded(row[column] or "") for column in COLUMNS])
    return response


def _atom(films: PlayableFilms) -> HttpResponse:
    """Each film with the moment from which the university could watch it."""
    university = films.university
    found = Film.objects.in_bulk(films.ids)
    directors = directors_of(found)
    entries = [_entry(found[pk], directors.get(pk, []), films) for pk in films.ids if pk in found]
    text = atom(
        _("Films you can watch at %(university)s") % {"university": university.name},
        page=absolute(university.get_absolute_url()),
        itself=absolute(reverse("streaming:university_films", args=[university.slug, "atom"])),
        entries=entries,
    )
    return HttpResponse(text, content_type=ATOM)


def _entry(film: Film, directors: list[str], films: PlayableFilms) -> Entry:
    answer = films.answer(film.pk)
    until = _days(answer)["last_day"]
    since = [film.published_from or films.at]
    if answer.first_day:  # it begins with the university's own day
        zone = ZoneInfo(films.university.timezone)
        since.append(datetime.combine(answer.first_day, time(), tzinfo=zone))
    return Entry(
        identifier=film.identifier,
        title=film.title,
        address=absolute(film.get_absolute_url()),
        directors=directors,
        updated=max(since),
        words=_("Until %(day)s") % {"day": until} if until else "",
    )


def _after_choosing(request: Request, university: University, next_: str) -> str:
    """Back to where they were; by signing in, if that is a film they could then watch."""
    now = timezone.now()
    film = film_shown_at(next_, at=now)
    if film is None or request.visitor.is_of(university, film.pk):
        return next_ or reverse("streaming:university_list")
    if availability_of(film, university, at=now).is_playable:
        return sign_in_address(university.slug, next_)
    return next_


def _next(request: HttpRequest) -> str:
    """Where the visitor was: as they say, or as they came."""
    return next_page(request) or safe_path(_referring_path(request))


def _referring_path(request: HttpRequest) -> str:
    """The page of this site that a link here was on, unless it was this very one."""
    came_from = request.META.get("HTTP_REFERER", "")
    own = f"{request.scheme}://{request.get_host()}/"
    path = came_from.removeprefix(own.rstrip("/")) if came_from.startswith(own) else ""
    return "" if path.startswith(request.path) else path
