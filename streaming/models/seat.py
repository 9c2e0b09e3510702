"""Who watches a film whose licence has seats, for as long as they show a sign of life."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seat(models.Model):
    """A viewing that holds one of a university's seats for a film, until a minute after `seen_at`.

    `viewer` tells one viewer from another for this film alone: a digest under the secret key, in
    which no name, address or number of a visit can be found.
    """

    university = models.ForeignKey("University", models.CASCADE, related_name="+")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="+")
    viewer = models.CharField(max_length=32)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("seat taken")
        verbose_name_plural = _("seats taken")
        constraints = [
            models.UniqueConstraint(
                fields=["university", "film", "viewer"], name="seat_once_a_viewer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.film_id}, {self.seen_at}"
