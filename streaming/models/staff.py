"""Which staff account may do what, for whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Membership(models.Model):
    """A staff account's role, for the whole library or for one university."""

    class Role(models.TextChoices):
        CATALOGUE = "catalogue", _("Catalogue")
        LIBRARIAN = "librarian", _("Librarian of a university")
        IT = "it", _("IT of a university")
        OWNER = "owner", _("Owner")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    university = models.ForeignKey(
        "University", models.CASCADE, related_name="memberships", null=True, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "university"],
                name="membership_once",
                violation_error_message=_("The account has this role already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(university=None),
                name="membership_of_the_whole_library_once",
                violation_error_message=_("The account has this role already."),
            ),
            models.CheckConstraint(
                name="librarians_and_it_have_a_university",
                condition=~Q(role__in=["librarian", "it"]) | Q(university__isnull=False),
                violation_error_message=_("This role is for one university: name it."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
