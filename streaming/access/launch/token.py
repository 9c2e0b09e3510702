"""What a launch token says, or why it says nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from joserfc.util import to_bytes, urlsafe_b64decode, urlsafe_b64encode

from streaming.models import LaunchKey
from streaming.reasons import Reasoned

ALGORITHM = "HS256"
LONGEST = timedelta(minutes=5)
SKEW = timedelta(seconds=60)
FORM = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
LONGEST_TEXT, LONGEST_NAME = 2000, 200


class BentToken(Reasoned):
    """A token that lets nobody in."""


@dataclass(frozen=True)
class Launch:
    """A token that holds. name: its own, under which it is spent. until: it is too old from then.

    film: the slug or the permanent identifier of the one film it is for; nothing for all.
    """

    key: LaunchKey
    name: str
    until: datetime
    film: str


def launch_in(token: str, keys: Iterable[LaunchKey], *, audience: str, at: datetime) -> Launch:
    """Read a token that one of the keys signed for this site, not long ago.

    Raises BentToken. Source: RFC 7519, 4.1; RFC 8725, 3: one algorithm, every claim checked.
    """
    if len(token) > LONGEST_TEXT or not FORM.fullmatch(token):
        raise BentToken("malformed")
    if any(_canonical(part) != part for part in token.split(".")):
        raise BentToken("malformed")
    key, claims = _signed(token, keys)
    if claims.get("aud") not in (audience, [audience]):
        raise BentToken("audience")
    until = _until(claims, at)
    name, film = claims.get("jti"), claims.get("film", "")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise BentToken("no_name")
    if not isinstance(film, str) or ("film" in claims and not film):
        raise BentToken("film")
    return Launch(key, name, until, film)


def _signed(token: str, keys: Iterable[LaunchKey]) -> tuple[LaunchKey, dict[str, Any]]:
    for key in keys:
        try:
            found = jwt.decode(token, OctKey.import_key(key.key), algorithms=[ALGORITHM])
        except (JoseError, ValueError, RecursionError):
            continue
        if set(found.header) - {"alg", "typ", "kid"}:
            raise BentToken("header")
        return key, found.claims
    raise BentToken("signature")


def _until(claims: dict[str, Any], at: datetime) -> datetime:
    """From when on the token is too old, the clocks' difference allowed for."""
    made, ends, now = claims.get("iat"), claims.get("exp"), at.timestamp()
    if type(made) is not int or type(ends) is not int:
        raise BentToken("no_times")
    if not 0 < ends - made <= LONGEST.total_seconds():
        raise BentToken("too_long")
    skew = SKEW.total_seconds()
    if made > now + skew:
        raise BentToken("not_yet")
    if ends + skew <= now:
        raise BentToken("too_old")
    return datetime.fromtimestamp(ends, at.tzinfo) + SKEW


def _canonical(part: str) -> str:
    """The one way to write what a part of the token says; nothing for what is no base64url."""
    try:
        return urlsafe_b64encode(urlsafe_b64decode(to_bytes(part))).decode()
    except ValueError:
        return ""
