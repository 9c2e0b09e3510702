"""The featured films, week by week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.rows import CompactInline
from catalog.admin.seen import SeenMixin
from catalog.models import Week, WeekEntry
from catalog.models.week import monday_of

WEEKS_BEFORE, WEEKS_AFTER = 4, 12


class WeekEntryInline(CompactInline):
    model = WeekEntry
    fields = ["order", "film"]
    autocomplete_fields = ["film"]


@dataclass(frozen=True)
class CalendarWeek:
    """One week of the calendar, and its selection where there is one."""

    monday: date
    is_now: bool
    selection: Week | None

    @property
    def key(self) -> str:
        return Week(monday=self.monday).key

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def calendar(today: date) -> list[CalendarWeek]:
    """The weeks around a day. One query."""
    now = monday_of(today)
    mondays = [now + timedelta(weeks=n) for n in range(-WEEKS_BEFORE, WEEKS_AFTER + 1)]
    weeks = Week.objects.filter(monday__in=mondays).annotate(
        number_of_films=Count("entries", distinct=True)
    )
    found = {week.monday: week for week in weeks}
    return [CalendarWeek(monday, monday == now, found.get(monday)) for monday in mondays]


@admin.register(Week)
class WeekAdmin(SeenMixin, admin.ModelAdmin):
    list_display = ["key", "monday", "films_chosen", "note", "signature"]
    search_fields = ["note", "signature", "films__title"]
    date_hierarchy = "monday"
    list_per_page = 52
    fields = ["monday", "note", "signature"]
    inlines = [WeekEntryInline]

    def get_queryset(self, request):
        return (
            super().get_queryset(request).annotate(number_of_films=Count("entries", distinct=True))
        )

    @admin.display(description=_("films"), ordering="number_of_films")
    def films_chosen(self, week):
        return week.number_of_films

    @admin.display(description=_("week"), ordering="monday")
    def key(self, week):
        return week.key

    def changelist_view(self, request, extra_context=None):
        around = {"calendar": calendar(timezone.localdate())}
        return super().changelist_view(request, {**around, **(extra_context or {})})

    def view_on_site(self, week):
        """A week to come has no page yet."""
        return week.get_absolute_url() if week.monday <= timezone.localdate() else None
