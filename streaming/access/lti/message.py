"""A platform's message: an id_token is believed, or refused with the rule that it breaks.

Sources: 1EdTech Security Framework 1.1, 5.1.3; LTI 1.3 Core, 5.3; OpenID Connect Core, 3.2.2.11.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

from streaming.access.lti.platform_keys import NoKey, platform_key
from streaming.models import LtiRegistration
from streaming.reasons import Reasoned

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
RESOURCE_LINK, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
LEEWAY = 60  # seconds that two clocks may differ
OLDEST = 60 * 60  # seconds; some platforms write the hour of the course page into a message

Claims = dict[str, Any]


class BadMessage(Reasoned):
    """A message that is not believed; the reason is a code for the log."""


@dataclass(frozen=True)
class Message:
    """What a platform said to us, now, of somebody it knows.

    Roles, names and mail addresses in it are not read: they decide nothing here.
    """

    claims: Claims

    @property
    def is_deep_linking(self) -> bool:
        return self.claims[LTI + "message_type"] == DEEP_LINKING

    @property
    def target(self) -> str:
        return str(self.claims.get(LTI + "target_link_uri", ""))

    @property
    def deployment_id(self) -> str:
        return str(self.claims[LTI + "deployment_id"])

    @property
    def custom(self) -> Mapping[str, str]:
        """What was written down with the link, as texts."""
        custom = self.claims.get(LTI + "custom")
        pairs = custom.items() if isinstance(custom, dict) else ()
        return {name: value for name, value in pairs if isinstance(value, str)}


def message_in(
    id_token: str, registration: LtiRegistration, *, nonce: str, at: datetime
) -> Message:
    """The message of a registered platform that answers to `nonce`.

    Raises BadMessage, and nothing else, for any text.
    """
    claims = _signed(id_token, registration, at=at)
    _check_claims(claims, registration, nonce, at)
    for reason, holds in _rules(claims, registration, at):
        if not holds:
            raise BadMessage(reason)
    return Message(claims)


def _signed(id_token: str, registration: LtiRegistration, *, at: datetime) -> Claims:
    """The claims, once the signature holds under the platform's own key, by RS256 alone."""
    registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)

    def key(token: Any) -> Any:
        return platform_key(registration.jwks_url, token.headers().get("kid"), at=at)

    try:
        return jwt.decode(id_token, key, registry=registry).claims
    except NoKey as error:
        raise BadMessage(error.reason) from error
    except JoseError as error:
        raise BadMessage(error.error) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise BadMessage("malformed") from error


def _check_claims(claims: Claims, registration: LtiRegistration, nonce: str, at: datetime) -> None:
    """What every id_token has to say. A subject too: who is nobody there is nobody's student."""
    registry = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": registration.issuer},
        aud={"essential": True, "value": registration.client_id},
        azp={"value": registration.client_id},
        nonce={"essential": True, "value": nonce},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
    )
    try:
        registry.validate(claims)
    except ExpiredTokenError as error:
        raise BadMessage("expired") from error
    except ClaimError as error:
        raise BadMessage(f"claim_{error.claim}"[:100]) from error
    except (ValueError, TypeError) as error:
        raise BadMessage("malformed") from error


def _rules(
    claims: Claims, registration: LtiRegistration, at: datetime
) -> Iterator[tuple[str, bool]]:
    """What LTI asks for beyond, each with its name. Nobody else may be addressed as well."""
    yield "claim_aud", claims["aud"] in (registration.client_id, [registration.client_id])
    yield "too_old", claims["iat"] >= at.timestamp() - OLDEST - LEEWAY
    yield "version", claims.get(LTI + "version") == "1.3.0"
    yield "message_type", claims.get(LTI + "message_type") in (RESOURCE_LINK, DEEP_LINKING)
    yield "unknown_deployment", claims.get(LTI + "deployment_id") in registration.deployment_ids
