"""Work that outlives a request (see `catalog.jobs`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work: what is to be done, with which thing, and how far it is.

    kind: a name in `settings.JOBS`. key: what that work needs to know, an id mostly.
    node, leased_until: who is at it, and until when nobody else takes it up.
    words: why it failed, for people.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    put_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    node = models.CharField(max_length=200, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)

    class Meta:
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
