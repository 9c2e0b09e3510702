"""The launch token of a frame: lets one visitor in, once, where no cookie comes back.

A sign-on that has just let somebody in leads to `/embed/U/S/?ticket=…`; the page swaps the ticket
for a playback token (see `signing`). It reads
`1.frame.university.film.expiry.sign-on.revision.name` and its signature (see `sealed`); film 0 is
the whole library.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from streaming.access.evidence import Word
from streaming.access.once import spend
from streaming.models import SignOn, University
from streaming.playback.sealed import (
    NUMBER,
    BadToken,
    Seal,
    check_instant,
    check_numbers,
    from_seconds,
    to_seconds,
)

PARAMETER = "ticket"  # in an address; `filmlib.logs` blots it out
LIFETIME = timedelta(minutes=5)  # until the page is opened

_WHOLE_LIBRARY = "0"
_SEAL = Seal(
    "frame",
    1,
    rf"{NUMBER}\.(0|[1-9][0-9]{{0,18}})\.{NUMBER}\.{NUMBER}\.{NUMBER}\.([0-9a-f]{{32}})",
)
SALT = _SEAL.salt


@dataclass(frozen=True)
class Ticket:
    """By whose word a visitor may watch at a university: one film, or with None any of them.

    expires_at: in UTC, whole seconds. name: tells it from every other. Raises ValueError when an
    id is outside 1 to 2**63 - 1 or the instant is not as said.
    """

    university_id: int
    film_id: int | None
    word: Word
    expires_at: datetime
    name: str

    def __post_init__(self) -> None:
        film = () if self.film_id is None else (self.film_id,)
        check_numbers(self.university_id, *film, self.word.sign_on_id, self.word.revision)
        check_instant(self.expires_at)


def ticket_for(
    sign_on: SignOn, university: University, film_id: int | None, *, at: datetime
) -> str:
    """A new ticket for whoever `sign_on` has just let in; None is the whole library."""
    ticket = Ticket(
        university.pk,
        film_id,
        Word(sign_on.pk, sign_on.revision),
        at.astimezone(UTC).replace(microsecond=0) + LIFETIME,
        secrets.token_hex(16),
    )
    return _SEAL.sign(_text(ticket))


def redeem(text: str, university: University, film_id: int, *, at: datetime) -> Ticket:
    """The ticket in a text, taken for a film at a university, and worth nothing from now on.

    Whether who vouched still stands by it is the visitor's room to say. A ticket for something
    else is not spent. Raises BadToken, and nothing else, for any text.
    """
    ticket = _ticket_in(text)
    if at >= ticket.expires_at:
        raise BadToken("expired")
    if ticket.university_id != university.pk or ticket.film_id not in {None, film_id}:
        raise BadToken("elsewhere")
    issuer = str(ticket.word.sign_on_id)
    if not spend("frame", issuer, ticket.name, until=ticket.expires_at, at=at):
        raise BadToken("spent")
    return ticket


def _ticket_in(text: str) -> Ticket:
    university, film, expiry, sign_on, revision, name = _SEAL.open(text).groups()
    film_id = None if film == _WHOLE_LIBRARY else int(film)
    try:
        word = Word(int(sign_on), int(revision))
        ticket = Ticket(int(university), film_id, word, from_seconds(int(expiry)), name)
    except (ValueError, OverflowError):  # our own signature under numbers we would not write
        raise BadToken("malformed") from None
    if not _SEAL.is_of(text, _text(ticket)):
        raise BadToken("malformed")
    return ticket


def _text(ticket: Ticket) -> str:
    film = _WHOLE_LIBRARY if ticket.film_id is None else str(ticket.film_id)
    expiry = to_seconds(ticket.expires_at)
    word = ticket.word
    return f"{ticket.university_id}.{film}.{expiry}.{word.sign_on_id}.{word.revision}.{ticket.name}"
