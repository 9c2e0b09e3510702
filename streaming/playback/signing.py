"""The playback token: who may watch which film until when, in a form that cannot be bent.

It reads `2.play.film.university.expiry.audience`, and `.sign-on.revision` where no cookie survives
to say who vouched; and its signature (see `sealed`). Every playback has one spelling under a key.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from streaming.access.evidence import Word
from streaming.playback.sealed import (
    NUMBER,
    BadToken,
    Seal,
    check_instant,
    check_numbers,
    from_seconds,
    to_seconds,
)

_AUDIENCE = re.compile("[0-9a-f]{32}")
_SEAL = Seal(
    "play",
    2,
    rf"{NUMBER}\.{NUMBER}\.{NUMBER}\.({_AUDIENCE.pattern})(?:\.{NUMBER}\.{NUMBER})?",
)
SALT = _SEAL.salt


@dataclass(frozen=True)
class Playback:
    """A visitor of one university watching one film, until `expires_at` (UTC, whole seconds).

    audience: whom it is for, as `audience_of` says it. word: by whose word they are let in, where
    nothing but this token can say so. Raises ValueError when one of them is not as said.
    """

    film_id: int
    university_id: int
    expires_at: datetime
    audience: str
    word: Word | None = None

    def __post_init__(self) -> None:
        word = (self.word.sign_on_id, self.word.revision) if self.word else ()
        check_numbers(self.film_id, self.university_id, *word)
        check_instant(self.expires_at)
        if not _AUDIENCE.fullmatch(self.audience):
            raise ValueError("an audience is 32 hexadecimal digits")


def token_for(playback: Playback) -> str:
    """Sign the playback with the current SECRET_KEY."""
    return _SEAL.sign(_text(playback))


def playback_in(token: str, *, at: datetime) -> Playback:
    """Return what the token names at the aware instant `at`, which is before its expiry.

    Keys in SECRET_KEY_FALLBACKS still count. Raises BadToken, and nothing else, for any text.
    """
    found = _SEAL.open(token)
    try:
        playback = _playback(*found.groups())
    except (ValueError, OverflowError):  # our own signature under numbers we would not write
        raise BadToken("malformed") from None
    if not _SEAL.is_of(token, _text(playback)):
        raise BadToken("malformed")
    if at >= playback.expires_at:
        raise BadToken("expired")
    return playback


def _playback(
    film: str, university: str, expiry: str, audience: str, sign_on: str | None, revision: str
) -> Playback:
    word = Word(int(sign_on), int(revision)) if sign_on else None
    return Playback(int(film), int(university), from_seconds(int(expiry)), audience, word)


def _text(playback: Playback) -> str:
    numbers = (playback.film_id, playback.university_id, to_seconds(playback.expires_at))
    text = ".".join([*map(str, numbers), playback.audience])
    if playback.word is None:
        return text
    return f"{text}.{playback.word.sign_on_id}.{playback.word.revision}"
