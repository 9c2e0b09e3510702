"""The public keys that a platform signs with, fetched from where it publishes them.

They are kept for some minutes, and fetched again once for a name that is not among them: a
platform that has just changed its key is believed at once, and a made-up name costs it little.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from streaming.access.outside import NotFetched, fetch_json
from streaming.reasons import Reasoned

KEPT_FOR = 10 * 60  # seconds
AGAIN_AFTER = 20  # seconds, before a name that is not there is asked for anew
SHORTEST = 2048  # bits


class NoKey(Reasoned):
    """No key to check a signature by; the reason is a code for the log."""


def platform_key(jwks_url: str, kid: object, *, at: datetime) -> RSAKey:
    """The key of this name. Raises NoKey."""
    if not isinstance(kid, str) or not kid:
        raise NoKey("no_kid")
    name = "lti.jwks." + hashlib.sha256(jwks_url.encode()).hexdigest()
    keys, fetched = cache.get(name, (None, 0.0))
    now = at.timestamp()
    if keys is None or (kid not in keys and now - fetched >= AGAIN_AFTER):
        try:
            keys = _by_name(fetch_json(jwks_url))
        except NotFetched as error:
            raise NoKey(f"jwks_{error.reason}") from error
        cache.set(name, (keys, now), KEPT_FOR)
    if kid not in keys:
        raise NoKey("unknown_kid")
    return _key(keys[kid])


def _by_name(jwks: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The RSA keys for signing of a key set, by name; whatever else it holds is left out."""
    found = jwks.get("keys")
    rows = found if isinstance(found, list) else []
    return {
        row["kid"]: row
        for row in rows
        if isinstance(row, dict)
        and row.get("kty") == "RSA"
        and row.get("use", "sig") == "sig"
        and row.get("alg", "RS256") == "RS256"
        and isinstance(row.get("kid"), str)
    }


def _key(row: dict[str, Any]) -> RSAKey:
    try:
        key = RSAKey.import_key({name: row[name] for name in ("kty", "n", "e")})
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NoKey("bad_key") from error
    if key.raw_value.key_size < SHORTEST:
        raise NoKey("short_key")
    return key
