"""A launch in its two steps: the visitor is sent to the platform, and comes back with its message.

Source: 1EdTech Security Framework 1.1, 5.1.1 (third-party initiated login, then an id_token).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalog.addresses import absolute
from streaming.access.lti.message import LEEWAY, BadMessage, Message, message_in
from streaming.access.lti.registered import registration_at, registration_of
from streaming.access.lti.slips import BadSlip
from streaming.access.lti.state import State, begun, state_in
from streaming.access.lti.target import NoFilm, Target, check_ours, target_of
from streaming.access.once import spend
from streaming.addresses import NotOurs
from streaming.models import LtiRegistration
from streaming.reasons import Reasoned

HINTS = ("login_hint", "lti_message_hint")  # what a platform says to itself, by way of us
LONGEST = 8_000  # characters of both together: they go back to it in an address


class NotLaunched(Reasoned):
    """A launch that leads nowhere; the reason is a code for the log."""

    def __init__(self, reason: str, registration: LtiRegistration | None = None) -> None:
        super().__init__(reason)
        self.registration = registration


@dataclass(frozen=True)
class Launch:
    """Somebody whom a registered course system vouches for, now and once."""

    registration: LtiRegistration
    state: State
    message: Message
    target: Target


def login_address(asked: QueryDict, *, cookie: str, host: str, at: datetime) -> str:
    """Where the platform authenticates its visitor, who asked it for a link to us.

    host: how this request reached us. Raises NotLaunched.
    """
    registration = registration_of(asked.get("iss", ""), asked.get("client_id", ""))
    if registration is None:
        raise NotLaunched("unknown_platform")
    hints = {name: asked[name] for name in HINTS if asked.get(name)}
    if "login_hint" not in hints:
        raise NotLaunched("no_login_hint", registration)
    if sum(map(len, hints.values())) > LONGEST:
        raise NotLaunched("too_long", registration)
    try:
        check_ours(asked.get("target_link_uri", ""), host=host)
    except NotOurs as error:
        raise NotLaunched("foreign_target", registration) from error
    state, nonce = begun(registration, cookie=cookie, at=at)
    query = urlencode(
        {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": registration.client_id,
            "redirect_uri": absolute(reverse("streaming:lti_launch")),
            "state": state,
            "nonce": nonce,
            **hints,
        }
    )
    url = registration.auth_login_url
    return f"{url}{'&' if '?' in url else '?'}{query}"


def launch_in(form: QueryDict, *, host: str, at: datetime) -> Launch:
    """The launch that a platform's form brings, used up by being looked at. Raises NotLaunched."""
    try:
        state = state_in(form.get("state", ""), at=at)
    except BadSlip as error:
        raise NotLaunched(f"state_{error.reason}") from error
    registration = registration_at(state.registration_id)
    if registration is None:
        raise NotLaunched("unknown_platform")
    if "error" in form:
        raise NotLaunched("platform_refused", registration)
    try:
        message = message_in(form.get("id_token", ""), registration, nonce=state.nonce, at=at)
        target = target_of(message.target, message.custom, host=host, at=at)
    except BadMessage as error:
        raise NotLaunched(error.reason, registration) from error
    except NotOurs as error:
        raise NotLaunched("foreign_target", registration) from error
    except NoFilm as error:
        raise NotLaunched("no_film", registration) from error
    remembered = state.until + timedelta(seconds=LEEWAY)
    if not spend("lti", str(registration.pk), state.nonce, until=remembered, at=at):
        raise NotLaunched("replayed", registration)
    return Launch(registration, state, message, target)
