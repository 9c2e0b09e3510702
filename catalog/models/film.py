"""A film as the catalogue knows it."""

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.addresses import address
from catalog.codes import validate_countries, validate_language, validate_languages, validate_script

if TYPE_CHECKING:
    from catalog.models.distributor import Distributor
    from catalog.models.subject import Collection, Subject

ARTICLES = ("the ", "a ", "an ")
EARLIEST_YEAR, LATEST_YEAR = 1870, 2199


def new_identifier() -> str:
    """A permanent identifier: `fl-` and ten characters that cannot be misread on paper."""
    return "fl-" + "".join(secrets.choice("23456789bcdfghjkmnpqrstvwxz") for _ in range(10))


def film_address(slug: str) -> str:
    """The path of a film's page."""
    return address("catalog:film_detail", slug)


def sort_key(title: str) -> str:
    """The title as it files: no marks, no case, no leading punctuation or English article."""
    plain = unicodedata.normalize("NFKD", title)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = plain.lstrip("[(\"'“‘¡¿… .")
    for article in ARTICLES:
        if plain.startswith(article):
            plain = plain.removeprefix(article)
            break
    return plain[:500] or title[:500]


class FilmQuerySet(models.QuerySet["Film"]):
    def published(self, *, at: datetime | None = None) -> Self:
        """Films whose moment of publication has come; a draft has none."""
        return self.filter(published_from__lte=at or timezone.now())

    def named(self, name: str) -> "Film | None":
        """The one that goes by this name: its slug, or else its identifier, or an earlier slug."""
        ways = ({"slug": name}, {"identifier": name}, {"old_slugs__slug": name})
        return next(filter(None, (self.filter(**way).first() for way in ways)), None)


class Film(models.Model):
    """One film: the work, not a copy of it."""

    class Colour(models.TextChoices):
        COLOUR = "colour", _("Colour")
        BLACK_AND_WHITE = "black_and_white", _("Black and white")
        MIXED = "mixed", _("Colour and black and white")

    identifier = models.CharField(
        _("permanent identifier"),
        max_length=40,
        unique=True,
        default=new_identifier,
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9._-]*\Z", _("Letters, digits, . _ -"))],
        help_text=_("Used in records, citations and reports everywhere. It never changes."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_("The film's page is /films/…/. An earlier address goes on leading here."),
    )
    title = models.CharField(_("title"), max_length=500)
    sort_title = models.CharField(
        _("sort title"),
        max_length=500,
        blank=True,
        help_text=_("How the title files, where that differs: “Piano” for “The Piano”."),
    )
    citation_title = models.CharField(
        _("title in citations"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "As APA writes it: capitals only where the first word and names have them,"
            " “Last train home”. Empty: the title as it is."
        ),
    )
    sort_key = models.CharField(max_length=500, editable=False)
    original_title = models.CharField(_("original title"), max_length=500, blank=True)
    original_title_language = models.CharField(
        _("its language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("A BCP 47 code: zh, pt-BR."),
    )
    original_title_script = models.CharField(
        _("its script"),
        max_length=4,
        blank=True,
        validators=[validate_script],
        help_text=_("An ISO 15924 code, where it is not Latin: Hans, Arab."),
    )
    year_validators = [MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    year_from = models.PositiveSmallIntegerField(
        _("production year"),
        null=True,
        blank=True,
        validators=year_validators,
        help_text=_("Empty: not known."),
    )
    year_to = models.PositiveSmallIntegerField(
        _("to"),
        null=True,
        blank=True,
        validators=year_validators,
        help_text=_("The last year of a range."),
    )
    year_is_circa = models.BooleanField(_("circa"), default=False)
    released_on = models.DateField(
        _("day of release"),
        null=True,
        blank=True,
        help_text=_("When it was first shown to the public, where the day is known."),
    )
    countries = models.JSONField(
        _("countries"), default=list, blank=True, validators=[validate_countries]
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[validate_languages]
    )
    runtime_seconds = models.PositiveIntegerField(_("running time"), null=True, blank=True)
    colour = models.CharField(_("colour"), max_length=20, blank=True, choices=Colour)
    directors_unknown = models.BooleanField(
        _("director unknown"),
        default=False,
        help_text=_("Somebody directed it, nobody knows who. Leave off if nobody did."),
    )
    synopsis = models.TextField(_("synopsis"), blank=True)
    synopsis_language = models.CharField(
        _("language of the synopsis"), max_length=35, default="en", validators=[validate_language]
    )
    synopsis_source = models.CharField(_("source of the synopsis"), max_length=200, blank=True)
    content_notes = models.CharField(_("content notes"), max_length=500, blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        "Subject", verbose_name=_("subjects"), related_name="films", blank=True
    )
    collections: "models.ManyToManyField[Collection, Any]" = models.ManyToManyField(
        "Collection", verbose_name=_("collections"), related_name="films", blank=True
    )
    distributors: "models.ManyToManyField[Distributor, Any]" = models.ManyToManyField(
        "Distributor", verbose_name=_("distributors"), related_name="films", blank=True
    )
    published_from = models.DateTimeField(
        _("published from"), null=True, blank=True, help_text=_("Empty: a draft, seen by staff.")
    )
    staff_notes = models.TextField(_("staff notes"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    _slug_in_db: str | None = None

    history = HistoricalRecords(
        m2m_fields=["subjects", "collections", "distributors"], excluded_fields=["sort_key"]
    )
    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id", "published_from"], name="film_by_title"),
            models.Index(fields=["-published_from"], name="film_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="film_year_range_runs_forward",
                condition=Q(year_to=None) | Q(year_from__isnull=False, year_from__lt=F("year_to")),
                violation_error_message=_("A range of years ends after it begins."),
            ),
            models.CheckConstraint(
                name="film_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("A film needs a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        film = super().from_db(*args, **kwargs)
        film._slug_in_db = film.__dict__.get("slug")  # absent where it was deferred
        return film

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the earlier address when it changes: a link, once given, never breaks."""
        self.sort_key = sort_key(self.sort_title or self.title)
        fields = kwargs.get("update_fields")
        if fields is not None and {"title", "sort_title"} & set(fields):
            kwargs["update_fields"] = {*fields, "sort_key"}
        if fields is not None and "slug" not in fields:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self._slug_in_db not in {None, self.slug}:
                OldSlug.objects.update_or_create(slug=self._slug_in_db, defaults={"film": self})
            if self._slug_in_db != self.slug:
                OldSlug.objects.filter(slug=self.slug).delete()
        self._slug_in_db = self.slug

    def clean(self) -> None:
        known = Film.objects.filter(pk=self.pk).values_list("identifier", flat=True).first()
        if known is not None and known != self.identifier:
            raise ValidationError({"identifier": _("A permanent identifier never changes.")})

    def get_absolute_url(self) -> str:
        return film_address(self.slug)

    def is_published(self, *, at: datetime) -> bool:
        """The rule of `published`, for one film in hand; a test holds the two together."""
        return self.published_from is not None and self.published_from <= at

    @property
    def year_display(self) -> str:
        """`2009`, `c. 1950`, `1990–1995`, or nothing when it is not known."""
        if self.year_from is None:
            return ""
        years = f"{self.year_from}–{self.year_to}" if self.year_to else str(self.year_from)
        return _("c. %(year)s") % {"year": years} if self.year_is_circa else years


def ordered(rows: Iterable[Any]) -> list[Any]:
    """Rows in their editor's order, sorted here so that a prefetched list costs no query."""
    return sorted(rows, key=lambda row: (row.order, row.pk))


class OldSlug(models.Model):
    """An earlier address of a film; it leads to the present one."""

    slug = models.SlugField(max_length=120, unique=True)
    film = models.ForeignKey(Film, models.CASCADE, related_name="old_slugs")

    def __str__(self) -> str:
        return self.slug


class OtherTitle(models.Model):
    """A title the film is also known by."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="other_titles")
    text = models.CharField(_("title"), max_length=500)
    language = models.CharField(
        _("language"), max_length=35, blank=True, validators=[validate_language]
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class FilmIdentifier(models.Model):
    """The film's number in somebody else's list."""

    class Scheme(models.TextChoices):
        EIDR = "eidr", "EIDR"
        ISAN = "isan", "ISAN"
        IMDB = "imdb", "IMDb"
        WIKIDATA = "wikidata", "Wikidata"
        DOI = "doi", "DOI"
        OCLC = "oclc", "OCLC"
        LOCAL = "local", _("Local number")

    ADDRESSES = {
        "eidr": "https://ui.eidr.org/view/content?id={}",
        "imdb": "https://www.imdb.com/title/{}/",
        "wikidata": "https://www.wikidata.org/wiki/{}",
        "doi": "https://doi.org/{}",
        "oclc": "https://search.worldcat.org/title/{}",
    }

    film = models.ForeignKey(Film, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    value = models.CharField(
        _("number"),
        max_length=120,
        validators=[RegexValidator(r"^[\w./:-]+\Z", _("Letters, digits and . / : - _ only."))],
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "scheme", "value"],
                name="identifier_once_a_film",
                violation_error_message=_("The film has this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    @property
    def address(self) -> str:
        """Where that list shows the film, or nothing when it has no public page."""
        return self.ADDRESSES.get(self.scheme, "").format(self.value)
