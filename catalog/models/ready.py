"""Pages kept ready, and the marks that say whether they still hold (see `catalog.ready`)."""

from django.db import models


class Stamp(models.Model):
    """The present mark of one thing that is kept ready.

    Triggers of the database give it a new mark in the transaction of any edit that touches the
    thing, so that no save, bulk update or import can forget to.
    """

    of = models.CharField(primary_key=True, max_length=160)
    mark = models.CharField(max_length=36)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.of


class Ready(models.Model):
    """What was made of a thing, and the mark it was made under.

    edition: which of its forms this is: a language, and a template where there are several.
    made_of: the marks of other things that it was made of too, by their names.
    """

    of = models.CharField(max_length=160)
    edition = models.CharField(max_length=160)
    mark = models.CharField(max_length=60)
    body = models.TextField()
    made_of = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["of", "edition"], name="ready_once")]

    def __str__(self) -> str:
        return f"{self.of} ({self.edition})"
