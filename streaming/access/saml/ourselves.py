"""How the library calls itself as a SAML service: its addresses and what people read of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from catalog.addresses import absolute


@dataclass(frozen=True)
class Ourselves:
    """All absolute addresses; universities and federations hold on to the first three."""

    entity_id: str
    acs: str
    disco: str
    site: str
    privacy: str
    logo: str
    name: str
    description: str
    contact: str


def ourselves() -> Ourselves:
    """As the settings say, whatever host or language a request came with."""
    with override("en"):
        return Ourselves(
            entity_id=settings.SAML_ENTITY_ID or absolute(reverse("streaming:saml_metadata")),
            acs=absolute(reverse("streaming:saml_acs")),
            disco=absolute(reverse("streaming:saml_disco")),
            site=absolute("/"),
            privacy=absolute(reverse("streaming:privacy")),
            logo=absolute(f"{settings.STATIC_URL}img/icon.svg"),  # whichever release is here
            name=gettext("Film Library"),
            description=gettext("Films that your university has licensed, to be watched online."),
            # RFC 5321 asks every host to have this mailbox.
            contact=settings.SAML_CONTACT or f"postmaster@{urlsplit(settings.SITE_URL).hostname}",
        )
