"""What is asked of an OpenID provider, and what it answers, verified.

Source: OpenID Connect Core 1.0, 3.1; Discovery 1.0, 4; RFC 7636; RFC 9700.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from streaming.access.oidc.attempt import Attempt
from streaming.access.outside import NotFetched, checked, fetch_json, post_form
from streaming.models import OidcProvider
from streaming.reasons import Reasoned

ALGORITHMS = ["RS256", "PS256", "ES256"]  # of public keys only: a shared secret signs for anybody
SKEW = 60  # seconds
PKCE = "S256"


class NotVerified(Reasoned):
    """The provider did not say it, or not so that it counts; the reason is a code for the log."""


@dataclass(frozen=True)
class Endpoints:
    """Where a provider is asked, by its own description."""

    authorization: str
    token: str
    keys: str
    auth_method: str


def endpoints_of(provider: OidcProvider) -> Endpoints:
    """One request to the provider. Raises NotVerified."""
    try:
        said = fetch_json(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != provider.issuer:
            raise NotVerified("issuer")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        addresses = [str(said.get(name, "")) for name in names]
        for address in addresses:
            checked(address)
    except NotFetched as error:
        raise NotVerified(f"discovery:{error.reason}") from error
    authorization, token, keys = addresses
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    by_header = "client_secret_basic" in methods
    method = "client_secret_basic" if by_header else "client_secret_post"
    return Endpoints(authorization, token, keys, method)


def address_to_ask(
    provider: OidcProvider, endpoints: Endpoints, attempt: Attempt, callback: str
) -> str:
    """Where the visitor's browser is sent."""
    client = OAuth2Client(
        None,
        client_id=provider.client_id,
        scope=" ".join(dict.fromkeys(["openid", *provider.scopes.split()])),
        redirect_uri=callback,
        code_challenge_method=PKCE,
    )
    address, _state = client.create_authorization_url(
        endpoints.authorization,
        state=attempt.state,
        code_verifier=attempt.verifier,
        nonce=attempt.nonce,
    )
    return str(address)


def claims_for(
    provider: OidcProvider,
    endpoints: Endpoints,
    attempt: Attempt,
    *,
    code: str,
    callback: str,
    at: datetime,
) -> dict[str, Any]:
    """What the provider says of who signed in, in exchange for the code. Raises NotVerified."""
    try:
        answer = _exchange(provider, endpoints, attempt, code, callback)
        keys = fetch_json(endpoints.keys)
    except NotFetched as error:
        raise NotVerified(f"fetch:{error.reason}") from error
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotVerified("no_id_token")
    return _verified(token, keys, provider, attempt.nonce, at)


def _exchange(
    provider: OidcProvider, endpoints: Endpoints, attempt: Attempt, code: str, callback: str
) -> dict[str, Any]:
    body = prepare_token_request(
        "authorization_code", redirect_uri=callback, code=code, code_verifier=attempt.verifier
    )
    client = ClientAuth(provider.client_id, provider.client_secret, endpoints.auth_method)
    address, headers, body = client.prepare("POST", endpoints.token, {}, body)
    return post_form(address, body, headers)


def _verified(
    token: str, keys: Any, provider: OidcProvider, nonce: str, at: datetime
) -> dict[str, Any]:
    """The claims of an id_token that this provider signed for us, for this attempt, just now."""
    try:
        found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotVerified("id_token:signature") from error
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    params = {"nonce": nonce, "client_id": provider.client_id}
    claims = CodeIDToken(found.claims, found.header, options=options, params=params)
    try:
        claims.validate(now=int(at.timestamp()), leeway=SKEW)
    except (JoseError, AuthlibBaseError, ValueError, TypeError) as error:
        raise NotVerified(f"id_token:{getattr(error, 'claim', None) or 'claims'}") from error
    return dict(claims)
