"""What the press wrote."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.film import Film


class Review(models.Model):
    """A quotation from a review, letter for letter as it was printed."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="reviews")
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    critic = models.CharField(_("critic"), max_length=200, blank=True)
    quotation = models.TextField(_("quotation"))
    url = models.URLField(_("link to the review"), max_length=1000, blank=True)
    published_on = models.DateField(_("date of the review"), null=True, blank=True)
    verdict = models.CharField(
        _("verdict"), max_length=120, blank=True, help_text=_("“Highly recommended”, say.")
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="review_says_who_wrote_it",
                condition=~Q(outlet="") | ~Q(critic=""),
                violation_error_message=_("A review needs its outlet or its critic."),
            )
        ]

    def __str__(self) -> str:
        return self.outlet or self.critic
