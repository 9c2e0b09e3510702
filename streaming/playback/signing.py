"""The playback token: who may watch which film until when, in a form that cannot be bent.

A token reads `film.university.expiry:signature`: three decimal numbers and the HMAC-SHA-256 of
their text in unpadded base64url (RFC 4648, 5). Every playback has one spelling under one key;
any other text is refused. Tokens fit a path segment of a URL as they are.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.core.signing import BadSignature, Signer

SALT = "streaming.playback.v1"  # purpose and version: no other signed text is ever a token

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_NUMBER = "([1-9][0-9]{0,18})"
_TOKEN = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}:[A-Za-z0-9_-]{{43}}")  # ≤ 103 characters


class BadToken(Exception):
    """A token that opens nothing; the reason is for the log, visitors all hear the same."""

    def __init__(self, reason: Literal["malformed", "forged", "expired"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Playback:
    """A visitor of one university watching one film, until `expires_at` (UTC, whole seconds).

    Raises ValueError when an id is outside 1 to 2**63 - 1 or the instant is not as said.
    """

    film_id: int
    university_id: int
    expires_at: datetime

    def __post_init__(self) -> None:
        if not all(0 < number < 2**63 for number in (self.film_id, self.university_id)):
            raise ValueError("an id is a positive number of at most 63 bits")
        if self.expires_at.utcoffset() != timedelta(0) or self.expires_at.microsecond:
            raise ValueError("the expiry is in UTC and in whole seconds")
        if self.expires_at <= _EPOCH:
            raise ValueError("the expiry is after the start of 1970")


def token_for(playback: Playback) -> str:
    """Sign the playback with the current SECRET_KEY."""
    return _signer().sign(_text(playback))


def playback_in(token: str, *, at: datetime) -> Playback:
    """Return what the token grants at the aware instant `at`, which is before its expiry.

    Keys in SECRET_KEY_FALLBACKS still count. Raises BadToken, and nothing else, for any text.
    """
    match = _TOKEN.fullmatch(token)  # first, since signing chokes on text that is not Unicode
    if match is None:
        raise BadToken("malformed")
    try:
        signed = _signer().unsign(token)
        playback = _playback(*map(int, match.groups()))
    except BadSignature:
        raise BadToken("forged") from None
    except (ValueError, OverflowError):  # our own signature under numbers we would not write
        raise BadToken("malformed") from None
    if _text(playback) != signed:
        raise BadToken("malformed")
    if at >= playback.expires_at:
        raise BadToken("expired")
    return playback


def _signer() -> Signer:
    return Signer(salt=SALT)


def _playback(film_id: int, university_id: int, expiry: int) -> Playback:
    return Playback(film_id, university_id, _EPOCH + expiry * _SECOND)


def _text(playback: Playback) -> str:
    expiry = (playback.expires_at - _EPOCH) // _SECOND
    return f"{playback.film_id}.{playback.university_id}.{expiry}"
