"""Keep what a federation lists: its identity providers, and those of them that are in use here."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from streaming.access.saml.federation import Aggregate
from streaming.access.saml.metadata import Provider
from streaming.models import FederationProvider, SamlProvider


@dataclass
class Loaded:
    """What became of a list: how many providers it has, who is renewed, who is shut, and why."""

    count: int = 0
    renewed: list[str] = field(default_factory=list)
    shut: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@transaction.atomic
def load(path: Path, federation: str, certificate: Path | None, *, at: datetime) -> Loaded:
    """Put a federation's list in the place of the one before; all of it, or nothing.

    Raises ValueError, with words, for a list that cannot be read or is not signed by the
    certificate. A provider that is listed no longer is trusted no longer: whoever uses it is shut.
    """
    aggregate = Aggregate(path)
    before = dict(
        FederationProvider.objects.filter(federation=federation).values_list("entity_id", "pk")
    )
    done = Loaded(left_out=aggregate.left_out)
    for provider in aggregate.providers(at=at):
        done.count += 1
        before.pop(provider.entity_id, None)
        _keep(federation, provider)
    if certificate is not None and not aggregate.is_signed_by(certificate):
        raise ValueError("The list is not signed by this certificate’s key, or not as a whole.")
    if not done.count:
        raise ValueError("The list has no identity provider that is valid now.")
    _shut(before.values(), done)
    _renew(federation, done)
    return done


def _keep(federation: str, provider: Provider) -> None:
    FederationProvider.objects.update_or_create(
        federation=federation,
        entity_id=provider.entity_id,
        defaults={
            "name": provider.name,
            "metadata": provider.xml,
            "valid_until": provider.valid_until,
        },
    )


def _shut(gone, done: Loaded) -> None:
    for provider in SamlProvider.objects.filter(listed__in=gone, is_active=True):
        provider.is_active = False
        provider.save()
        done.shut.append(f"{provider.university}: {provider.entity_id} is listed no longer")
    FederationProvider.objects.filter(pk__in=gone).delete()


def _renew(federation: str, done: Loaded) -> None:
    """What changed is saved, which ends the evidence given before; what did not stays as it is."""
    used = SamlProvider.objects.filter(listed__federation=federation).select_related("listed")
    for provider in used:
        before = provider.metadata, provider.valid_until
        try:
            provider.take_metadata()
        except ValidationError as error:  # it was read a moment ago
            raise ValueError(f"{provider.entity_id}: {' '.join(error.messages)}") from error
        if (provider.metadata, provider.valid_until) != before:
            provider.save()
            done.renewed.append(f"{provider.university}: {provider.entity_id}")
