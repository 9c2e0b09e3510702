"""A film's files: what was handed over, and what was made of it to be watched."""

from pathlib import PurePosixPath
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from streaming.models.media import Media

HEXADECIMAL = "0123456789abcdef"


def new_folder() -> str:
    """A name that nobody guesses; it says nothing of the film, nor of who handed the file over."""
    return get_random_string(32, HEXADECIMAL)


class VersionQuerySet(models.QuerySet["Version"]):
    def described(self) -> Self:
        """Those with a sound that tells what is seen. As text: SQLite looks into no list."""
        text = Cast("made", models.TextField())
        return self.annotate(made_text=text).filter(made_text__contains='"is_description": true')


class Version(models.Model):
    """One file as it was handed over, and the package made of it, which a player is given.

    What was made stays while a newer version is made, and until somebody says otherwise.
    """

    PACKAGES = "packages"  # folders in the media's storage: of what players get
    SOURCES = "sources"  # of what was handed over, which nobody is sent

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be packaged")
        PACKAGING = "packaging", _("being packaged")
        READY = "ready", _("ready to be watched")
        FAILED = "failed", _("failed")

    media = models.ForeignKey(
        Media, models.CASCADE, related_name="versions", verbose_name=_("media")
    )
    folder = models.CharField(max_length=32, unique=True, default=new_folder, editable=False)
    source = models.CharField(
        _("file handed over"),
        max_length=100,
        blank=True,
        editable=False,
        help_text=_("Its name in the media’s storage; empty once it was removed."),
    )
    typed_name = models.CharField(_("name it came under"), max_length=255, blank=True)
    by = models.CharField(
        _("handed over by"),
        max_length=150,
        blank=True,
        help_text=_("A staff account’s name; empty for somebody at the server."),
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    facts = models.JSONField(_("what is in it"), default=dict, blank=True)
    made = models.JSONField(_("what was made of it"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    words = models.CharField(_("why it failed"), max_length=500, blank=True)
    log = models.TextField(_("log"), blank=True)
    created_at = models.DateTimeField(_("handed over at"), auto_now_add=True)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_ready_version_has_its_package",
                condition=~Q(state="ready") | Q(ready_at__isnull=False),
                violation_error_message=_("A version is ready since some moment."),
            )
        ]

    def __str__(self) -> str:
        return self.typed_name or self.folder

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_at_work(self) -> bool:
        """It waits for its package, or that is made."""
        return self.state in {self.State.WAITING, self.State.PACKAGING}

    def stored(self, name: str) -> str:
        """Where a file of the package is kept, seen from the media's storage."""
        return str(PurePosixPath(self.PACKAGES, self.folder, name))
