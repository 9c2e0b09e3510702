"""A university's SAML identity provider, and the providers that federations list."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from streaming.access.evidence import How
from streaming.access.saml.metadata import Scope, provider_in
from streaming.access.saml.rules import USUAL, Rules
from streaming.models.sign_on import SignOn


def usual_affiliations() -> list[str]:
    return list(USUAL)


class FederationProvider(models.Model):
    """An identity provider as a federation lists it; `load_federation` writes these."""

    federation = models.CharField(_("federation"), max_length=100)
    entity_id = models.CharField(_("entity ID"), max_length=1024)
    name = models.CharField(_("name"), max_length=200, blank=True)
    metadata = models.TextField(_("metadata"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("identity provider of a federation")
        verbose_name_plural = _("identity providers of federations")
        ordering = ["name", "entity_id"]
        constraints = [
            models.UniqueConstraint(
                name="federation_lists_a_provider_once", fields=["federation", "entity_id"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or self.entity_id} ({self.federation})"


class SamlProvider(SignOn):
    """A university's identity provider, and whom of its people the university lets in.

    One entity ID serves one university: who answers is then always whose people they are.
    """

    OF_KIND = How.SAML

    listed = models.ForeignKey(
        FederationProvider,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("in a federation"),
        help_text=_("Search by name or entity ID. Its metadata is then kept up to date."),
    )
    entity_id = models.CharField(
        _("entity ID"),
        max_length=1024,
        unique=True,
        editable=False,
        error_messages={"unique": _("This identity provider serves a university already.")},
    )
    metadata = models.TextField(
        _("metadata"),
        blank=True,
        help_text=_("The whole XML, where the provider is in no federation that is loaded here."),
    )
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True, editable=False)
    affiliations = models.JSONField(_("who is let in"), default=usual_affiliations, blank=True)
    common_lib_terms = models.BooleanField(
        _("the entitlement common-lib-terms is enough"),
        default=True,
        help_text=_("The provider gives it to those whom library licences are for."),
    )
    scopes = models.TextField(
        _("scopes"),
        blank=True,
        help_text=_("Domains after the @ that count beside those in the metadata, one a line."),
    )

    history = HistoricalRecords(excluded_fields=["metadata"])

    class Meta:
        verbose_name = _("SAML identity provider")
        verbose_name_plural = _("SAML identity providers")

    def clean(self) -> None:
        """Read the metadata, from the federation or as it was pasted, and say what it lacks."""
        super().clean()
        self.take_metadata()
        if self.affiliations and not self.rules.scopes:
            words = _("The metadata names no scope: write your domain here, such as uni.example.")
            raise ValidationError({"scopes": words})

    def take_metadata(self) -> None:
        """What the provider says of itself now. Raises ValidationError, beside its field."""
        field = "listed" if self.listed else "metadata"
        try:
            provider = provider_in(self.listed.metadata if self.listed else self.metadata)
        except ValueError as error:
            raise ValidationError({field: str(error)}) from error
        self.entity_id = provider.entity_id
        self.metadata = provider.xml
        self.valid_until = self.listed.valid_until if self.listed else provider.valid_until
        if SamlProvider.objects.exclude(pk=self.pk).filter(entity_id=self.entity_id).exists():
            words = SamlProvider._meta.get_field("entity_id").error_messages["unique"]
            raise ValidationError({field: words})

    @property
    def rules(self) -> Rules:
        """Whom to let in, with the provider's own scopes and those added here."""
        added = tuple(Scope(line.strip()) for line in self.scopes.splitlines() if line.strip())
        own = provider_in(self.metadata).scopes
        return Rules(frozenset(self.affiliations), self.common_lib_terms, own + added)
