"""People and groups, and what they did on a film."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.addresses import address
from catalog.authority.matching import LONGEST_KEY, match_key
from catalog.codes import validate_language
from catalog.models.authority import Authority, OtherName, other_name_once
from catalog.models.film import Film


def filed_as(person: Any) -> str:
    """The name as it files: family name first, where known; no marks, case or punctuation."""
    is_split = bool(person.family_name)
    name = f"{person.family_name} {person.given_name}" if is_split else person.name
    return match_key(name.replace(",", " "))


class SortKeyField(models.CharField):
    """How the person's name files; worked out whenever the row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = filed_as(model_instance)
        setattr(model_instance, self.attname, key)
        return key


class Person(Authority):
    """Someone, or a group, credited on films, under the name the library shows."""

    name = models.CharField(_("name shown"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    original_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    original_language = models.CharField(
        _("its language"), max_length=35, blank=True, validators=[validate_language]
    )
    family_name_first = models.BooleanField(_("family name comes first"), default=False)
    citation_form = models.CharField(
        _("form in citations"),
        max_length=200,
        blank=True,
        help_text=_("Only where “Family, Given” would be wrong."),
    )
    is_collective = models.BooleanField(_("a group or company"), default=False)
    sort_key = SortKeyField(max_length=LONGEST_KEY, editable=False, default="", db_default="")

    history = HistoricalRecords(excluded_fields=["match_key", "sort_key"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "name", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:person_detail", self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and {"name", "family_name", "given_name"} & set(fields):
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)


class PersonAlias(OtherName):
    """Another name the same person is credited by."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")

    class Meta(OtherName.Meta):
        constraints = [other_name_once("person")]


class Credit(models.Model):
    """A person's part in a film; the editor's order is kept within a role."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("Director")
        WRITER = "writer", _("Writer")
        PRODUCER = "producer", _("Producer")
        CINEMATOGRAPHER = "cinematographer", _("Cinematographer")
        EDITOR = "editor", _("Editor")
        COMPOSER = "composer", _("Composer")
        SOUND = "sound", _("Sound")
        NARRATOR = "narrator", _("Narrator")
        CAST = "cast", _("Cast")
        PRODUCTION_COMPANY = "production_company", _("Production company")
        OTHER = "other", _("Other")

    film = models.ForeignKey(Film, models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="credits")
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.DIRECTOR)
    function = models.CharField(
        _("function"),
        max_length=200,
        blank=True,
        db_default="",
        default="",
        help_text=_("In the source's own words, where the role does not say it: “gaffer”."),
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["person", "role", "film"], name="credits_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "person", "role"],
                name="credit_once_a_role",
                violation_error_message=_("This person has this role already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
