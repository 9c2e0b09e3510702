"""A film's file on its way in, piece by piece (see `streaming.media.uploads`)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from streaming.models.version import new_folder


class FilmUpload(models.Model):
    """A file that somebody of the staff began to hand over, until the last byte of it is here.

    key: in its address, and its name on disk. size: of the whole, in bytes. How much is here is
    not written down: the file itself tells, whatever happened to the server meanwhile.
    """

    key = models.CharField(max_length=32, unique=True, default=new_folder)
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    typed_name = models.CharField(_("name it comes under"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)

    class Meta:
        verbose_name = _("upload of a film")
        verbose_name_plural = _("uploads of films")
        default_permissions = ()  # the media's rights decide
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.typed_name
