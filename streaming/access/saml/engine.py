"""SAML 2 spoken by pysaml2: our metadata, a request to a provider, and what its answer proves.

Loaded by `installed.engine` alone. Of pysaml2 the protocol is used and nothing else: it keeps no
session, no person and no provider but the one at hand, so that no certificate of another
university's provider can ever be found to fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, class_name
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.extension.idpdisc import BINDING_DISCO
from saml2.metadata import create_metadata_string
from saml2.response import AuthnResponse, StatusError, UnsolicitedResponse
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_TRANSIENT, SCM_BEARER
from saml2.sigver import SignatureError
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from streaming.access.saml import keys, message
from streaming.access.saml.message import Refused
from streaming.access.saml.ourselves import Ourselves

SKEW = timedelta(seconds=60)  # how wrong a provider's clock may be
ANONYMOUS = "https://refeds.org/category/anonymous"


@dataclass(frozen=True)
class Answer:
    """What a provider's answer proves, with all of it verified.

    attributes: by object identifier. until: when the session at the provider ends, if it says.
    good_until: from when the assertion itself would be refused for its age.
    """

    assertion_id: str
    attributes: Mapping[str, tuple[str, ...]]
    until: datetime | None
    good_until: datetime


def metadata_of(ourselves: Ourselves) -> bytes:
    """Our metadata, for universities and federations."""
    return _metadata(ourselves, _key_files())


def request_to(provider_xml: str, entity_id: str, ourselves: Ourselves) -> tuple[str, str]:
    """A new request's id, and the address at the provider that it travels in, signed."""
    client = _client(provider_xml, ourselves, _key_files())
    request_id, _binding, http = client.prepare_for_negotiated_authenticate(
        entityid=entity_id, binding=BINDING_HTTP_REDIRECT, relay_state="", sign=True
    )
    return request_id, dict(http["headers"])["Location"]


def answer_in(
    text: str, request_id: str, provider_xml: str, entity_id: str, ourselves: Ourselves
) -> Answer:
    """What a response to that request proves, from that provider and to us. Raises Refused."""
    root = message.parsed(text)
    if root.get("Destination") != ourselves.acs:
        raise Refused("destination")
    client = _client(provider_xml, ourselves, _key_files())
    response = AuthnResponse(
        client.sec,
        client.config.attribute_converters,
        ourselves.entity_id,
        return_addrs=[ourselves.acs],
        outstanding_queries={request_id: request_id},
        timeslack=int(SKEW.total_seconds()),
        want_assertions_signed=True,
    )
    assertion = _verified(response, text)
    _refuse_for_others(response.response, assertion, request_id, entity_id, ourselves)
    try:
        return _answer(assertion)
    except (ValueError, OverflowError) as error:  # XML has years that no calendar of ours has
        raise Refused("not-valid: instant") from error


def _verified(response: AuthnResponse, text: str) -> Any:
    """The one assertion, whose signature is checked in the very text that it was read from."""
    try:
        response.loads(text, False, origxml=text)
        if response.verify() is None:
            raise Refused("not-valid")
        message.parsed(response.xmlstr)  # what was encrypted has the plainest form as well
        (assertion,) = response.assertions
        response.sec.check_signature(assertion, class_name(assertion), response.xmlstr)
    except Refused:
        raise
    except UnsolicitedResponse as error:
        raise Refused("unsolicited") from error
    except SignatureError as error:
        raise Refused("signature") from error
    except StatusError as error:
        raise Refused("provider-said-no") from error
    except Exception as error:  # pysaml2 raises whatever its depths do, plain Exception too
        raise Refused(f"not-valid: {type(error).__name__}") from error
    return assertion


def _refuse_for_others(
    response: Any, assertion: Any, request_id: str, entity_id: str, ourselves: Ourselves
) -> None:
    """What pysaml2 takes when it is absent, and what it checks more loosely than we do."""
    issuers = {_text(one) for one in (assertion.issuer, response.issuer) if one is not None}
    if issuers != {entity_id}:
        raise Refused("issuer")
    if assertion.version != "2.0":
        raise Refused("version")
    restrictions = assertion.conditions.audience_restriction if assertion.conditions else []
    audiences = [{_text(one) for one in each.audience} for each in restrictions]
    if not audiences or not all(ourselves.entity_id in each for each in audiences):
        raise Refused("audience")
    for confirmation in assertion.subject.subject_confirmation:
        said = confirmation.subject_confirmation_data
        if confirmation.method != SCM_BEARER or said.recipient != ourselves.acs:
            raise Refused("recipient")
        if said.in_response_to != request_id or not said.not_on_or_after:
            raise Refused("unsolicited")


def _answer(assertion: Any) -> Answer:
    ends = [
        _instant(each.subject_confirmation_data.not_on_or_after)
        for each in assertion.subject.subject_confirmation
    ]
    (session,) = assertion.authn_statement
    until = session.session_not_on_or_after
    attributes: dict[str, tuple[str, ...]] = {}
    for statement in assertion.attribute_statement:
        for attribute in statement.attribute:
            values = tuple(_text(value) for value in attribute.attribute_value)
            attributes[attribute.name] = attributes.get(attribute.name, ()) + values
    return Answer(assertion.id, attributes, _instant(until) if until else None, max(ends) + SKEW)


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _instant(text: str) -> datetime:
    """SAML writes all of them in UTC, with a Z or without."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _key_files() -> tuple[Path, ...]:
    return tuple(keys.files())


@lru_cache(maxsize=4)
def _metadata(ourselves: Ourselves, key_files: tuple[Path, ...]) -> bytes:
    config = SPConfig().load(_settings(ourselves, key_files))
    return bytes(create_metadata_string(None, config=config, sign=False))


@lru_cache(maxsize=64)
def _client(provider_xml: str, ourselves: Ourselves, key_files: tuple[Path, ...]) -> Saml2Client:
    """Made once for what it is made of: with any change of that it is another."""
    provider = {"metadata": {"inline": [provider_xml]}}
    return Saml2Client(config=SPConfig().load(_settings(ourselves, key_files) | provider))


def _settings(ourselves: Ourselves, key_files: tuple[Path, ...]) -> dict[str, Any]:
    paths = [str(path) for path in key_files]
    contact = {"given_name": ourselves.name, "email_address": f"mailto:{ourselves.contact}"}
    return {
        "entityid": ourselves.entity_id,
        "name": ourselves.name,
        "description": ourselves.description,
        "entity_category": [ANONYMOUS],
        "key_file": paths[0],
        "cert_file": paths[0],
        "additional_cert_files": paths[1:],
        "encryption_keypairs": [{"key_file": path, "cert_file": path} for path in paths],
        "signing_algorithm": SIG_RSA_SHA256,
        "digest_algorithm": DIGEST_SHA256,
        "contact_person": [{"contact_type": kind, **contact} for kind in ("technical", "support")],
        "organization": {
            "name": [(ourselves.name, "en")],
            "display_name": [(ourselves.name, "en")],
            "url": [(ourselves.site, "en")],
        },
        "service": {"sp": _service(ourselves)},
    }


def _service(ourselves: Ourselves) -> dict[str, Any]:
    return {
        "endpoints": {
            "assertion_consumer_service": [(ourselves.acs, BINDING_HTTP_POST)],
            "discovery_response": [(ourselves.disco, BINDING_DISCO)],
        },
        # A provider releases what is asked for, and only that.
        "required_attributes": ["eduPersonScopedAffiliation"],
        "optional_attributes": ["eduPersonEntitlement", "pairwise-id"],
        "requested_attribute_name_format": NAME_FORMAT_URI,
        "name_id_format": [NAMEID_FORMAT_TRANSIENT],
        "authn_requests_signed": True,
        "want_assertions_signed": True,
        "want_response_signed": False,
        "allow_unsolicited": False,
        "ui_info": {
            "display_name": [{"text": ourselves.name, "lang": "en"}],
            "description": [{"text": ourselves.description, "lang": "en"}],
            "information_url": [{"text": ourselves.site, "lang": "en"}],
            "privacy_statement_url": [{"text": ourselves.privacy, "lang": "en"}],
            "logo": {"text": ourselves.logo, "width": "32", "height": "32"},
        },
    }
