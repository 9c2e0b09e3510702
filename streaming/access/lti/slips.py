"""Slips: what we give a browser to bring back, where no cookie can be relied on.

A slip is signed for one purpose and lasts some minutes; it says what is to be remembered between
two requests. Whoever has one can read it: nothing in it is a secret.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer

from streaming.reasons import Reasoned

LONGEST = 40_000  # characters; a platform's `data` has to come back whole


class BadSlip(Reasoned):
    """No slip of ours, or not of this purpose, or too old; the reason is a code for the log."""


def slip(purpose: str, content: list[Any], *, until: datetime) -> str:
    """The content, in JSON's own types, until an instant; whole seconds count."""
    return _signer(purpose).sign_object([int(until.timestamp()), content], compress=True)


def content_of(purpose: str, text: str, *, at: datetime) -> tuple[list[Any], datetime]:
    """What was written on a slip, and the instant from which it counts no more.

    Raises BadSlip, and nothing else, for any text.
    """
    if not text.isascii() or len(text) > LONGEST:
        raise BadSlip("malformed")
    try:
        seconds, content = _signer(purpose).unsign_object(text)
    except BadSignature as error:
        raise BadSlip("forged") from error
    until = datetime.fromtimestamp(seconds, UTC)
    if at >= until:
        raise BadSlip("expired")
    return content, until


def in_minutes(minutes: int, *, at: datetime) -> datetime:
    return at + timedelta(minutes=minutes)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"streaming.lti.{purpose}.v1")
