"""What people, subjects, festivals, distributors and collections have in common.

Each goes by a name that other lists write in other ways, and stands at an address that stays good.
"""

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.authority.matching import LONGEST_KEY, match_key


class MatchKeyField(models.CharField):
    """What is compared of the row's name; worked out whenever the row is written."""

    def __init__(self, **options: Any) -> None:
        usual = {"max_length": LONGEST_KEY, "editable": False, "db_index": True}
        super().__init__(**usual | {"default": "", "db_default": ""} | options)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = match_key(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class NamedQuerySet(models.QuerySet[Any]):
    """Keeps the keys true in bulk as well."""

    def update(self, **values: Any) -> int:
        if isinstance(values.get("name"), str):
            values["match_key"] = match_key(values["name"])
        return super().update(**values)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kw: Any) -> int:
        objs, fields = list(objs), set(fields)
        if "name" in fields:
            fields.add("match_key")
            for row in objs:
                row.match_key = match_key(row.name)
        return super().bulk_update(objs, fields, *args, **kw)


class Named(models.Model):
    """A row with a name that is compared with others. `name` is the model's own."""

    match_key = MatchKeyField()

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "match_key"}
        super().save(*args, **kwargs)


class Authority(Named):
    """A thing that films share, at an address of its own. `slug` is the model's own."""

    _slug_in_db: str | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        thing = super().from_db(*args, **kwargs)
        thing._slug_in_db = thing.__dict__.get("slug")  # absent where it was deferred
        return thing

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the earlier address when it changes, as a film does."""
        fields = kwargs.get("update_fields")
        if fields is not None and "slug" not in fields:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self._slug_in_db != self.slug:  # type: ignore[attr-defined]
                self._move(self._slug_in_db, self.slug)  # type: ignore[attr-defined]
        self._slug_in_db = self.slug  # type: ignore[attr-defined]

    def _move(self, earlier: str | None, present: str) -> None:
        addresses = FormerAddress.objects.filter(kind=self._meta.model_name)
        addresses.filter(slug=present).delete()
        if earlier is not None:
            FormerAddress.objects.update_or_create(
                kind=self._meta.model_name, slug=earlier, defaults={"thing": self.pk}
            )


class OtherName(Named):
    """Another name that a thing goes by. The field named after its kind says whose it is."""

    name = models.CharField(_("name"), max_length=200)

    history = HistoricalRecords(excluded_fields=["match_key"], inherit=True)

    class Meta:
        abstract = True
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def other_name_once(kind: str) -> models.UniqueConstraint:
    """A thing of that kind has another name once; two things may share one."""
    return models.UniqueConstraint(
        fields=[kind, "name"],
        name=f"{kind}_other_name_once",
        violation_error_message=_("This other name is there already."),
    )


class FormerAddress(models.Model):
    """An earlier address of a thing, its own or that of one merged into it."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        SUBJECT = "subject", _("subject")
        FESTIVAL = "festival", _("festival")
        DISTRIBUTOR = "distributor", _("distributor")
        COLLECTION = "collection", _("collection")

    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.SlugField(max_length=120, db_index=False)
    thing = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_address_once")]
        indexes = [models.Index(fields=["kind", "thing"], name="former_addresses_of")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


def authority_of(kind: str) -> Any:
    """The model of a kind. Raises ValueError for none of ours."""
    return apps.get_model("catalog", FormerAddress.Kind(kind))
