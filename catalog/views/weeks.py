"""Weeks of featured films: those begun, each at its own address."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.cards import cards_of
from catalog.models import Film, Week, WeekEntry
from catalog.models.week import monday_from_key
from catalog.paging import page_number

PER_PAGE = 52


@require_safe
def week_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    weeks = Week.objects.begun(at=now)
    count = weeks.count()
    last = max(1, -(-count // PER_PAGE))
    number = min(page_number(request.GET.get("page", "")), last)
    published = WeekEntry.objects.filter(film__published_from__lte=now).select_related("film")
    shown = weeks[(number - 1) * PER_PAGE : number * PER_PAGE].prefetch_related(
        Prefetch("entries", published)
    )
    context = {"weeks": shown, "count": count, "number": number, "last": last}
    return render(request, "catalog/week_list.html", context)


@require_safe
def week_detail(request: HttpRequest, key: str) -> HttpResponse:
    try:
        monday = monday_from_key(key)
    except ValueError as error:
        raise Http404 from error
    now = timezone.now()
    week = get_object_or_404(Week.objects.begun(at=now), monday=monday)
    films = Film.objects.published(at=now).filter(week_entries__week=week)
    cards = cards_of(films.order_by("week_entries__order", "week_entries__pk"))
    return render(request, "catalog/week_detail.html", {"week": week, "cards": cards})
