"""An OpenID Connect provider whose word a university accepts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from streaming.access.evidence import How
from streaming.models.sign_on import SignOn

# Of these anybody has an account: who of them is of the university has to be said.
FOR_EVERYBODY = ("https://accounts.google.com", "https://login.microsoftonline.com/common/v2.0")


class OidcProvider(SignOn):
    """A university's own sign-on, or one that it shares, and whom of its people we let in."""

    OF_KIND = How.OIDC

    issuer = models.URLField(
        _("issuer"),
        max_length=300,
        help_text=_("Exactly as the provider writes it: https://login.uni.example/realms/main"),
    )
    client_id = models.CharField(_("client id"), max_length=300)
    client_secret = models.CharField(_("client secret"), max_length=500)
    scopes = models.CharField(
        _("scopes"), max_length=300, default="openid", help_text=_("openid is always among them.")
    )
    claim = models.CharField(
        _("claim"),
        max_length=100,
        blank=True,
        help_text=_(
            "What the provider says of people that decides: eduperson_scoped_affiliation, hd,"
            " groups. Empty: everybody who can sign in there is let in."
        ),
    )
    values = models.TextField(
        _("values that let in"),
        max_length=2000,
        blank=True,
        help_text=_("One a line, whole: staff@uni.example. Capitals do not matter."),
    )

    history = HistoricalRecords(excluded_fields=["client_secret"])

    class Meta:
        verbose_name = _("OpenID Connect provider")
        verbose_name_plural = _("OpenID Connect providers")

    def clean(self) -> None:
        if bool(self.claim) != bool(self.admitted):
            raise ValidationError(_("A claim and its values belong together: give both or none."))
        if not self.claim and self.issuer.rstrip("/") in FOR_EVERYBODY:
            raise ValidationError(
                {"claim": _("Anybody has an account there. Say which claim is your university’s.")}
            )

    @property
    def admitted(self) -> set[str]:
        """The values that let in, in small letters."""
        lines = (line.strip().casefold() for line in self.values.splitlines())
        return {line for line in lines if line}

    @property
    def callback(self) -> str:
        """The path where the provider sends people back, to be registered there."""
        return reverse("streaming:oidc_callback", args=[self.pk])
