"""Work that outlives a request (see `catalog.jobs`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work: what is to be done, with which thing, and how far it is.

    kind: a name in `settings.JOBS`. key: what that work needs to know, an id mostly.
    node, leased_until: who is at it, and until when nobody else takes it up. On SQLite signs of
    life that are newer stand in a file (see `catalog.jobs.signs`), as does how far it is.
    attempts: how often it was begun; whoever began it last is the one that ends it.
    words: why it failed, for people.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("with"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    put_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    node = models.CharField(_("machine and folder"), max_length=200, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.BigIntegerField(default=0, db_default=0)
    of = models.BigIntegerField(default=0, db_default=0)
    words = models.TextField(_("why it failed"), blank=True)

    class Meta:
        verbose_name = _("piece of work")
        verbose_name_plural = _("work")
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "id"], name="job_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state="waiting"), name="job_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def mine(self) -> models.QuerySet["Job"]:
        """This row, unless somebody else took it over since it was read."""
        return Job.objects.filter(pk=self.pk, state=self.state, attempts=self.attempts)

    def is_mine(self) -> bool:
        """Also of a row that is gone: nobody else is at that."""
        row = Job.objects.filter(pk=self.pk).values_list("state", "attempts").first()
        return row in (None, (self.state, self.attempts))
