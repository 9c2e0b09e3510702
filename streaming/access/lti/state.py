"""The state of a login: what goes to the platform with the visitor and has to come back.

It is the whole memory of a login, so that none is needed here: a launch works in a frame to which
the browser gives no cookie. Where the cookie does come back, it tells that this very browser began.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from streaming.access.lti.slips import content_of, in_minutes, slip
from streaming.models import LtiRegistration

COOKIE = "library_lti"
MINUTES = 10  # for the platform, and for whoever has to sign in there first
_PURPOSE = "state"


@dataclass(frozen=True)
class State:
    """registration_id: of whom the visitor was sent to. nonce: what the answer has to repeat.

    browser: a digest of the cookie that was given along. until: when it is too old.
    """

    registration_id: int
    nonce: str
    browser: str
    until: datetime

    def is_of(self, cookie: str) -> bool:
        """Whether the browser with this cookie is the one that began."""
        return bool(cookie) and constant_time_compare(self.browser, _digest(cookie))


def new_cookie() -> str:
    return secrets.token_urlsafe(24)


def begun(registration: LtiRegistration, *, cookie: str, at: datetime) -> tuple[str, str]:
    """The state and the nonce of a new login."""
    nonce = secrets.token_urlsafe(24)
    content = [registration.pk, nonce, _digest(cookie)]
    return slip(_PURPOSE, content, until=in_minutes(MINUTES, at=at)), nonce


def state_in(text: str, *, at: datetime) -> State:
    """Raises BadSlip, and nothing else, for any text."""
    (registration_id, nonce, browser), until = content_of(_PURPOSE, text, at=at)
    return State(registration_id, nonce, browser, until)


def _digest(cookie: str) -> str:
    return salted_hmac("streaming.lti.browser", cookie, algorithm="sha256").hexdigest()[:32]
