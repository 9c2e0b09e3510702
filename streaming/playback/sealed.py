"""Texts signed by us, each in one spelling: what a token is, whatever it is for.

A sealed text reads `text:signature`, the signature being the HMAC-SHA-256 of the text in unpadded
base64url (RFC 4648, 5). Its text begins with its version and purpose, which are in the key as well,
so that no text signed for one purpose is ever taken for another. Any other spelling is refused.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.core.signing import BadSignature, Signer

from streaming.reasons import Reasoned

NUMBER = "([1-9][0-9]{0,18})"
LARGEST = 2**63 - 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

Reason = Literal["malformed", "forged", "expired", "spent", "elsewhere"]


class BadToken(Reasoned):
    """A token that opens nothing."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)


class Seal:
    """Signs and opens the texts of one purpose and version.

    form: a regular expression of the whole text after its version and purpose.
    """

    def __init__(self, purpose: str, version: int, form: str) -> None:
        self.salt = f"streaming.{purpose}.v{version}"
        self._head = f"{version}.{purpose}."
        self._form = re.compile(rf"{re.escape(self._head)}{form}:[A-Za-z0-9_-]{{43}}")

    def sign(self, text: str) -> str:
        """The text under the current SECRET_KEY. It fits a path segment of a URL as it is."""
        return self._signer.sign(self._head + text)

    def open(self, token: str) -> re.Match[str]:
        """What the form finds in a token. Keys in SECRET_KEY_FALLBACKS still count.

        Raises BadToken, and nothing else, for any text that we did not sign for this.
        """
        match = self._form.fullmatch(token)  # first: signing chokes on text that is not Unicode
        if match is None:
            raise BadToken("malformed")
        try:
            self._signer.unsign(token)
        except BadSignature:
            raise BadToken("forged") from None
        return match

    def is_of(self, token: str, text: str) -> bool:
        """Whether the text is what the token says, letter for letter."""
        return token.rpartition(":")[0] == self._head + text

    @property
    def _signer(self) -> Signer:
        return Signer(salt=self.salt)


def to_seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return (moment - _EPOCH) // _SECOND


def from_seconds(seconds: int) -> datetime:
    """The instant, in UTC. Raises OverflowError after the year 9999."""
    return _EPOCH + seconds * _SECOND


def check_numbers(*numbers: int) -> None:
    """Raises ValueError when an id is outside 1 to 2**63 - 1."""
    if not all(0 < number <= LARGEST for number in numbers):
        raise ValueError("an id is a positive number of at most 63 bits")


def check_instant(moment: datetime) -> None:
    """Raises ValueError for what is not in UTC, not in whole seconds or before 1970."""
    if moment.utcoffset() != timedelta(0) or moment.microsecond:
        raise ValueError("the expiry is in UTC and in whole seconds")
    if moment <= _EPOCH:
        raise ValueError("the expiry is after the start of 1970")
