"""A university's right to stream a film."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from streaming.models.university import University


def _term_includes(day: date) -> Q:
    return (Q(ends_on=None) | Q(ends_on__gte=day)) & Q(starts_on__lte=day)


def _on_its_own_day(ask: Callable[[date], Q], *, at: datetime) -> Q:
    """What is asked of a day, asked of each licence with the day that it is at its university.

    One query. At any instant it is one of three days somewhere, so there are as many questions.
    """
    zones = University.objects.values_list("timezone", flat=True).distinct()
    day_in = {zone: at.astimezone(ZoneInfo(zone)).date() for zone in zones.order_by()}
    asked = Q(pk__in=[])
    for day in set(day_in.values()):
        there = [zone for zone, its in day_in.items() if its == day]
        asked |= ask(day) & Q(university__timezone__in=there)
    return asked


class LicenceQuerySet(models.QuerySet["Licence"]):
    def at(self, university: University) -> Self:
        return self.filter(university=university)

    def not_revoked(self, *, at: datetime) -> Self:
        return self.filter(Q(revoked_at=None) | Q(revoked_at__gt=at))

    def active(self, *, on: date) -> Self:
        """Licences whose term includes the day `on`; both ends count."""
        return self.filter(_term_includes(on))

    def running(self, *, at: datetime) -> Self:
        """Licences whose term includes the day that it is at their university. One query more."""
        return self.not_revoked(at=at).filter(_on_its_own_day(_term_includes, at=at))

    def ending_within(self, time: timedelta, *, at: datetime) -> Self:
        """Licences whose last day is today at their university, or at most `time` later."""
        ending = _on_its_own_day(lambda day: Q(ends_on__range=(day, day + time)), at=at)
        return self.not_revoked(at=at).filter(ending)

    def to_come(self, *, at: datetime) -> Self:
        """Licences whose first day is still to come at their university."""
        to_come = _on_its_own_day(lambda day: Q(starts_on__gt=day), at=at)
        return self.not_revoked(at=at).filter(to_come)

    def over(self, *, at: datetime) -> Self:
        """Licences ended early, or past their last day at their university."""
        past = _on_its_own_day(lambda day: Q(ends_on__lt=day), at=at)
        return self.filter(Q(revoked_at__lte=at) | past)


class Licence(models.Model):
    """A university's right to stream one film for a term of whole days, in its own time zone."""

    class Kind(models.TextChoices):
        SUBSCRIPTION = "subscription", _("Subscription")
        SINGLE_TITLE = "single_title", _("Single title")
        PERPETUAL = "perpetual", _("Perpetual")
        TRIAL = "trial", _("Trial")

    film = models.ForeignKey(
        "catalog.Film", models.PROTECT, related_name="licences", verbose_name=_("film")
    )
    university = models.ForeignKey(
        "University", models.PROTECT, related_name="licences", verbose_name=_("university")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: in perpetuity.")
    )
    seats = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many may watch at once. Empty: no limit."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SINGLE_TITLE)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, null=True, blank=True)
    order_number = models.CharField(_("order number"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    revoked_at = models.DateTimeField(_("ended early at"), null=True, blank=True)

    history = HistoricalRecords()
    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(  # all that the answer reads of a licence: lists never touch the rows
                fields=["university", "film", "starts_on", "ends_on", "revoked_at"],
                name="licence_by_university",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="licence_ends_on_or_after_its_first_day",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A licence cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="licence_has_a_seat_or_no_limit",
                condition=Q(seats=None) | Q(seats__gte=1),
                violation_error_message=_("A licence has at least one seat, or no limit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film}, {self.university}"

    def is_active(self, *, on: date) -> bool:
        """The rule of `active`, for one licence in hand; a test holds the two together."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
