"""This week's featured films."""

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.film import Film

WEEK_KEY = re.compile(r"([0-9]{4})-W([0-9]{2})", re.ASCII)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def running_monday(at: datetime) -> str:
    """The Monday of the week that runs at an instant, by the site's own calendar: `2026-11-23`."""
    return _running_monday(int(at.timestamp()) // 60, timezone.get_default_timezone())


@lru_cache(maxsize=4)
def _running_monday(minute: int, zone: tzinfo) -> str:
    """By whole minutes, with which the days of every zone begin: each page asks, some twice."""
    return monday_of(datetime.fromtimestamp(minute * 60, zone).date()).isoformat()


def monday_from_key(key: str) -> date:
    """The Monday of an ISO 8601 week such as `2026-W47`. Raises ValueError when there is none."""
    found = WEEK_KEY.fullmatch(key)
    if not found:
        raise ValueError(key)
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)


def validate_monday(day: date) -> None:
    if day.weekday() != 0:
        raise ValidationError(_("A week begins on a Monday."))


class WeekQuerySet(models.QuerySet["Week"]):
    def begun(self, *, at: datetime) -> Self:
        """The running week and those before it, newest first, by the site's own calendar."""
        return self.filter(monday__lte=timezone.localdate(at)).order_by("-monday")


class Week(models.Model):
    """An ISO week's ordered selection of films, with a short note and who signs it."""

    monday = models.DateField(_("Monday of the week"), unique=True, validators=[validate_monday])
    note = models.TextField(_("note"), max_length=600, blank=True)
    signature = models.CharField(_("signed"), max_length=120, blank=True)
    films = models.ManyToManyField(
        Film, through="WeekEntry", related_name="weeks", verbose_name=_("films")
    )

    history = HistoricalRecords()
    objects = WeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week")
        verbose_name_plural = _("weeks")
        ordering = ["-monday"]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """The week as ISO 8601 writes it: `2026-W47`."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def get_absolute_url(self) -> str:
        return reverse("catalog:week_detail", args=[self.key])


class WeekEntry(models.Model):
    """A film's place in a week."""

    week = models.ForeignKey(Week, models.CASCADE, related_name="entries")
    film = models.ForeignKey(Film, models.CASCADE, related_name="week_entries")
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("featured film")
        verbose_name_plural = _("featured films")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "film"],
                name="film_once_a_week",
                violation_error_message=_("The film is in this week already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.film)
