"""A university, how its people are recognised, and what it says to them."""

from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.codes import validate_country, validate_language
from catalog.models.image import image_storage
from catalog.pictures.fields import PictureField
from streaming.access.ip_ranges import canonical_network, first_and_last
from streaming.playback.embedding import canonical_origin

MOST_ORIGINS = 20
LOGO = (640, 160)  # pixels; it is shown one line high


def validate_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it as Europe/Berlin."), params={"name": name}
        )


class University(models.Model):
    """An institution that licenses films for its people."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("ISO 3166: DE, US. Decides rights that are given by territory."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=60,
        validators=[validate_timezone],
        help_text=_("Licences begin and end at midnight here: Europe/Berlin."),
    )
    site = models.URLField(_("site"), max_length=500, blank=True)
    library_contact = models.EmailField(_("library contact"), blank=True)
    logo = PictureField(_("logo"), storage=image_storage, within=LOGO, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("university")
        verbose_name_plural = _("universities")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("streaming:university_detail", args=[self.slug])

    def day_at(self, at: datetime) -> date:
        """The calendar day it is at this university at an instant."""
        return at.astimezone(ZoneInfo(self.timezone)).date()

    def words_for(self, message: str, language: str) -> str:
        """Its own words for an answer, in the reader's language or else in any; or nothing."""
        words = self.own_words.get(message, {})
        return words.get(language) or next(iter(words.values()), "")

    @cached_property
    def own_words(self) -> dict[str, dict[str, str]]:
        """Message, then language, to words. One query, unless the directory brought them."""
        own: dict[str, dict[str, str]] = {}
        for wording in self.wordings.all():
            own.setdefault(wording.message, {})[wording.language] = wording.text
        return own


class MailDomain(models.Model):
    """A domain of the university's mail addresses; it helps people find their university."""

    university = models.ForeignKey(University, models.CASCADE, related_name="mail_domains")
    domain = models.CharField(
        _("mail domain"),
        max_length=253,
        validators=[
            RegexValidator(
                r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\Z",
                _("A domain in small letters: uni.example."),
            )
        ],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "domain"],
                name="mail_domain_once",
                violation_error_message=_("The domain stands here already."),
            )
        ]

    def __str__(self) -> str:
        return self.domain


class EmbeddingOrigin(models.Model):
    """A web origin that may show this university's films in a frame."""

    university = models.ForeignKey(University, models.CASCADE, related_name="origins")
    origin = models.CharField(
        _("origin"), max_length=300, help_text=_("Exactly: https://library.uni.example")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("embedding origin")
        verbose_name_plural = _("embedding origins")
        ordering = ["origin"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "origin"],
                name="origin_once",
                violation_error_message=_("The origin stands here already."),
            )
        ]

    def __str__(self) -> str:
        return self.origin

    def clean(self) -> None:
        try:
            self.origin = canonical_origin(self.origin)
        except ValueError as error:
            raise ValidationError({"origin": str(error)}) from error
        others = EmbeddingOrigin.objects.filter(university=self.university_id).exclude(pk=self.pk)
        if others.count() >= MOST_ORIGINS:
            raise ValidationError(
                _("A university has at most %(most)s origins.") % {"most": MOST_ORIGINS}
            )


class AddressRange(models.Model):
    """A network of the university: who comes from it is on campus.

    `first` and `last` are the ends as 32 hexadecimal digits, IPv4 as mapped into IPv6, so that
    the order of the text is the order of the addresses on every database. No two ranges overlap:
    an address belongs to one university.
    """

    university = models.ForeignKey(University, models.CASCADE, related_name="ranges")
    network = models.CharField(
        _("network"), max_length=50, help_text=_("192.0.2.0/24, 2001:db8::/32 or one address.")
    )
    first = models.CharField(max_length=32, editable=False, unique=True)
    last = models.CharField(max_length=32, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    history = HistoricalRecords(excluded_fields=["first", "last"])

    class Meta:
        verbose_name = _("address range")
        verbose_name_plural = _("address ranges")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(name="range_runs_forward", condition=Q(first__lte=F("last")))
        ]

    def __str__(self) -> str:
        return self.network

    def clean(self) -> None:
        try:
            self.network = canonical_network(self.network)
        except ValueError as error:
            raise ValidationError({"network": str(error)}) from error
        self.first, self.last = first_and_last(self.network)
        other = self.overlapped()
        if other is not None:
            words = (  # whose it is, and how far it goes, is not for everybody who may type here
                _("%(network)s overlaps %(other)s, which is here already.")
                if other.university_id == self.university_id
                else _("%(network)s overlaps a network of another university.")
            )
            named = {"network": self.network, "other": other.network}
            raise ValidationError({"network": words % named})

    def overlapped(self) -> "AddressRange | None":
        """Another range that shares addresses with this one, whosever it is."""
        first, last = first_and_last(self.network)
        others = AddressRange.objects.exclude(pk=self.pk).select_related("university")
        return others.filter(first__lte=last, last__gte=first).first()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.network = canonical_network(self.network)
        self.first, self.last = first_and_last(self.network)
        super().save(*args, **kwargs)


class Wording(models.Model):
    """The university's own words for one of the answers, in one language."""

    class Message(models.TextChoices):
        STREAMING = "streaming", _("The film can be watched")
        OPENS = "opens", _("The film can be watched from a day to come")
        ENDED = "ended", _("The licence is over")
        NOT_LICENSED = "not_licensed", _("The university has no licence")
        NOT_RELEASED = "not_released", _("The film is not here yet")
        WITHDRAWN = "withdrawn", _("The rights holder took it back")
        RESTRICTED = "restricted", _("The film may not be shown at this place")
        SIGN_IN = "sign_in", _("The visitor is not on campus and not signed in")

    university = models.ForeignKey(University, models.CASCADE, related_name="wordings")
    message = models.CharField(_("when"), max_length=20, choices=Message)
    language = models.CharField(
        _("language"), max_length=35, default="en", validators=[validate_language]
    )
    text = models.CharField(
        _("words"),
        max_length=500,
        help_text=_("Shown in place of our second line. The state itself is always said."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["message", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "message", "language"],
                name="wording_once_a_language",
                violation_error_message=_("There are words for this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_message_display()} ({self.language})"
