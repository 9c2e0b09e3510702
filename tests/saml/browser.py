"""Somebody's browser on its way from a film to an identity provider, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client

from catalog.models import Film
from streaming.models import AuditLine
from tests.saml.provider import MEMBER, Provider


@dataclass
class Browser:
    """At the library by Django's client, at the provider by hand."""

    client: Client
    idp: Provider
    film: Film

    @property
    def library(self) -> str:
        """The library's own metadata, as the provider reads it."""
        return self.client.get("/saml2/metadata/").content.decode()

    def leave(self, **query: str) -> str:
        """Go to sign in for the film; the address at the provider that it leads to."""
        named = {"idp": self.idp.entity_id, "next": self.film.get_absolute_url()} | query
        return self.client.get("/saml2/login/", named)["Location"]

    def answer(self, identity: Mapping[str, Sequence[str]] = MEMBER, **said: Any) -> str:
        """Leave, and sign in there: what the provider then gives the browser to post."""
        return self.idp.answer(self.leave(), self.library, identity, **said)

    def come_back(self, response: str, relay_state: str = "", client: Client | None = None):
        posted = {"SAMLResponse": response, "RelayState": relay_state}
        return (client or self.client).post("/saml2/acs/", posted)

    def sign_in(self, identity: Mapping[str, Sequence[str]] = MEMBER, **said: Any):
        return self.come_back(self.answer(identity, **said))

    @property
    def may_play(self) -> bool:
        page = self.client.get(self.film.get_absolute_url()).content.decode()
        return 'data-may-play="true"' in page


def reasons() -> list[str]:
    """Why visitors were refused, as the audit has it."""
    lines = AuditLine.objects.filter(act=AuditLine.Act.DENIAL)
    return [line.why for line in lines for _each in range(line.times)]
