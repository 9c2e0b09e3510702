"""The search index: what it holds of each film, and what in it is out of step (`catalog.search`).

The words themselves stand in tables of the database's own full-text search, beside these.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """What a search needs to know of one film; a removed film or a draft leaves a row that says so.

    revision: grows with every writing of the index, in the order of its commits, so that who has
    read up to one revision reads on from there. titles: one a line, in the index's own words.
    words: those counted in the vocabulary. facets: see `catalog.search.entry`.
    """

    film_id = models.BigIntegerField(primary_key=True)
    revision = models.BigIntegerField(db_index=True)
    published_from = models.DateTimeField(null=True)
    sort_key = models.CharField(max_length=500)
    year = models.PositiveSmallIntegerField(null=True)
    titles = models.TextField()
    words = models.TextField()
    facets = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.titles.partition("\n")[0]


class SearchStale(models.Model):
    """A film whose entry is older than an edit. Triggers write it, in the edit's transaction.

    mark: new with every edit, so that what was prepared before a later one is not taken for it.
    """

    film_id = models.BigIntegerField(primary_key=True)
    mark = models.CharField(max_length=36)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.film_id)


class SearchRevision(models.Model):
    """The one row that a writer of the index holds: how far it has come, and for which shape.

    languages: those whose stems stand in the index, as BCP 47 codes with blanks between.
    """

    number = models.BigIntegerField(default=0)
    languages = models.CharField(max_length=500, default="en")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class SearchWord(models.Model):
    """A word of the titles, names and subjects, and how many films have it: the vocabulary."""

    word = models.CharField(primary_key=True, max_length=64)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    films = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["initial", "length"], name="searchword_alike")]

    def __str__(self) -> str:
        return self.word


class SearchName(models.Model):
    """A person or a subject by name, as suggestions find them."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        SUBJECT = "subject", _("Subject")

    kind = models.CharField(max_length=10, choices=Kind)
    thing_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=120)
    words = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="searchname_once")]

    def __str__(self) -> str:
        return self.name
