"""A university's SAML provider, made to order."""

from typing import Any

from streaming.models import SamlProvider
from tests.factories.streaming import make_university


def make_saml_provider(metadata: str, **values: Any) -> SamlProvider:
    """As the form of the admin saves it."""
    university = values.pop("university", None) or make_university()
    provider = SamlProvider(university=university, metadata=metadata, **values)
    provider.full_clean()
    provider.save()
    return provider
