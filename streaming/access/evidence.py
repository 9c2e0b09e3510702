"""What proves a visitor's university: a value, which lives in a visit or in a token."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class How(StrEnum):
    """By what a visitor is proven to be of a university."""

    ADDRESS = "address"
    SAML = "saml"
    OIDC = "oidc"
    LTI = "lti"
    LAUNCH = "launch"
    STAFF = "staff"


@dataclass(frozen=True)
class Word:
    """By whose word somebody is let in, and under which of their rules it was given."""

    sign_on_id: int
    revision: int


@dataclass(frozen=True)
class Evidence:
    """Of which university, by what, since when, until when, and for what.

    sign_on_id, revision: who vouched, and the rule it vouched under; it ends when that rule does.
    until: the instant from which it counts no more; None for what is asked anew each time, such
    as an address. film_id: the one film it is for; None is the whole library.
    It names no person: no account, no mail address, no identifier that the issuer gave.
    """

    how: How
    university_id: int
    since: datetime
    until: datetime | None = None
    sign_on_id: int | None = None
    revision: int | None = None
    film_id: int | None = None

    def counts_for(self, film_id: int) -> bool:
        return self.film_id is None or self.film_id == film_id

    def as_json(self) -> dict[str, Any]:
        """The form in which a visit keeps it."""
        moments = {"since": self.since, "until": self.until}
        said = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
        return asdict(self) | said | {"how": self.how.value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Evidence":
        """What `as_json` wrote. Raises ValueError, TypeError or KeyError for anything else."""
        until = kept["until"]
        return cls(
            **dict(kept)
            | {
                "how": How(kept["how"]),
                "since": datetime.fromisoformat(kept["since"]),
                "until": datetime.fromisoformat(until) if until else None,
            }
        )
