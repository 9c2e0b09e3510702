"""The pass that leads from a frame to a window of its own, where a cookie can be kept."""

import secrets
from datetime import datetime

from streaming.access.lti.registered import registration_at
from streaming.access.lti.slips import BadSlip, content_of, in_minutes, slip
from streaming.access.once import spend
from streaming.models import LtiRegistration

MINUTES = 5
_PURPOSE = "onward"


def pass_for(registration: LtiRegistration, page: str, *, at: datetime) -> str:
    """For somebody just vouched for, to go to a page of ours; once."""
    content = [registration.pk, registration.revision, secrets.token_urlsafe(16), page]
    return slip(_PURPOSE, content, until=in_minutes(MINUTES, at=at))


def passed(text: str, *, at: datetime) -> tuple[LtiRegistration, str]:
    """Who vouched, under a rule that still stands, and the page. Raises BadSlip for any other."""
    (pk, revision, name, page), until = content_of(_PURPOSE, text, at=at)
    registration = registration_at(pk)
    if registration is None or registration.revision != revision:
        raise BadSlip("over")
    if not spend("lti-onward", str(pk), name, until=until, at=at):
        raise BadSlip("spent")
    return registration, page
