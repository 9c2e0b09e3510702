"""Deep Linking 2.0: a course system asks which films a course is to link to, and is told.

Source: 1EdTech LTI Deep Linking 2.0, 3.1 (content items), 4.4 (request) and 4.5 (response).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from joserfc import jwt

from catalog.addresses import absolute
from catalog.cards import Card
from catalog.models import Film
from streaming.access.lti.keys import signing_key
from streaming.access.lti.message import LTI, Message
from streaming.access.lti.registered import origin_of
from streaming.access.lti.slips import content_of, in_minutes, slip
from streaming.models import LtiRegistration

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
KINDS = ("ltiResourceLink", "link", "html")  # what we can give, the best first
SIZE = {"width": 800, "height": 600}  # pixels, of the frame that a course may show
MINUTES = 60  # for choosing
ANSWERED_WITHIN = timedelta(minutes=5)
_PURPOSE = "picking"


@dataclass(frozen=True)
class Picking:
    """A choice that is being made for a course: by whom it was asked for, and how to answer.

    kind: one of KINDS. data: what the platform wants back as it is; None if it gave nothing.
    """

    registration_id: int
    revision: int
    deployment_id: str
    return_url: str
    kind: str
    takes_several: bool
    data: Any = None

    def slip(self, *, at: datetime) -> str:
        """What the picker's own forms carry, since nothing of it is kept here."""
        return slip(_PURPOSE, list(vars(self).values()), until=in_minutes(MINUTES, at=at))

    @classmethod
    def on(cls, text: str, *, at: datetime) -> "Picking":
        """Raises BadSlip, and nothing else, for any text."""
        content, _until = content_of(_PURPOSE, text, at=at)
        return cls(*content)

    @property
    def return_origin(self) -> str:
        return origin_of(self.return_url)

    def is_of(self, registration: LtiRegistration) -> bool:
        """Whether it is still asked under the rule that it was asked under."""
        asked = self.registration_id, self.revision
        return asked == (registration.pk, registration.revision)


def picking_in(message: Message, registration: LtiRegistration) -> Picking | None:
    """What a message asks to be chosen; None where nothing of ours could be taken back."""
    settings = message.claims.get(DL + "deep_linking_settings")
    if not isinstance(settings, dict):
        return None
    accepted, return_url = settings.get("accept_types"), settings.get("deep_link_return_url")
    kinds = [kind for kind in KINDS if isinstance(accepted, list) and kind in accepted]
    if not kinds or not isinstance(return_url, str) or not origin_of(return_url):
        return None
    return Picking(
        registration_id=registration.pk,
        revision=registration.revision,
        deployment_id=message.deployment_id,
        return_url=return_url,
        kind=kinds[0],
        takes_several=settings.get("accept_multiple") is True,
        data=settings.get("data"),
    )


def response_to(
    picking: Picking,
    registration: LtiRegistration,
    films: Iterable[tuple[Film, Card]],
    *,
    at: datetime,
) -> str:
    """The signed answer: the films chosen, in their order; none of them is a cancelled choice."""
    issued = int(at.timestamp())
    claims = {
        "iss": registration.client_id,
        "aud": [registration.issuer],
        "iat": issued,
        "exp": issued + int(ANSWERED_WITHIN.total_seconds()),
        "nonce": secrets.token_urlsafe(24),
        LTI + "deployment_id": picking.deployment_id,
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": "1.3.0",
        DL + "content_items": [_item(picking.kind, film, card) for film, card in films],
    }
    if picking.data is not None:
        claims[DL + "data"] = picking.data
    key = signing_key()
    return jwt.encode({"alg": "RS256", "kid": str(key.kid)}, claims, key)


def _item(kind: str, film: Film, card: Card) -> dict[str, Any]:
    """One film as the platform keeps it. Never a token: a course is read by everybody in it."""
    page = absolute(reverse("streaming:watch", args=[film.slug]))
    if kind == "html":
        link = format_html('<a href="{}">{}</a>', page, film.title)
        return {"type": kind, "title": film.title, "html": link}
    item: dict[str, Any] = {"type": kind, "title": film.title, "url": page}
    if kind == "ltiResourceLink":
        item["url"] = absolute(reverse("streaming:lti_launch"))
        item["custom"] = {"film": film.identifier}
        item["iframe"] = dict(SIZE)
    if card.poster:
        size = {"width": card.width, "height": card.height}
        item["thumbnail"] = {"url": absolute(card.poster), **size}
    return item
