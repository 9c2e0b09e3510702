"""The ways into a university that its people can take, and where each of them begins."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, reverse

from streaming.access.evidence import How
from streaming.models import SignOn, University

# The door of each kind that begins here; its address takes the sign-on's key, and `next`.
# Who comes by a course system or a portal begins there.
STARTS = {
    How.SAML: "streaming:saml_login",
    How.OIDC: "streaming:oidc_login",
}


@dataclass(frozen=True)
class WayIn:
    """One way in, as it is shown to choose.

    name: what its button says. address: where it begins; nothing where that is not known here.
    """

    how: How
    name: str
    address: str

    @property
    def begins_here(self) -> bool:
        return self.how in STARTS


def ways_in(university: University, *, next_: str) -> list[WayIn]:
    """Those in use, the oldest first; each comes back to `next_`, a path of ours. One query."""
    sign_ons = SignOn.objects.filter(university=university, is_active=True).order_by("pk")
    return [_way_in(sign_on, university, next_) for sign_on in sign_ons]


def sign_in_address(university_slug: str, next_: str) -> str:
    """The page where a university's people sign in, to come back to `next_`, a path of ours."""
    page = reverse("streaming:sign_in", args=[university_slug])
    return f"{page}?{urlencode({'next': next_})}" if next_ else page


def _way_in(sign_on: SignOn, university: University, next_: str) -> WayIn:
    how = How(sign_on.kind)
    name = sign_on.name or university.name
    if how in STARTS:
        return WayIn(how, name, _start(how, sign_on.pk, next_))
    return WayIn(how, name, sign_on.start_page.replace("{next}", quote(next_, safe="")))


def _start(how: How, pk: int, next_: str) -> str:
    try:
        start = reverse(STARTS[how], args=[pk])
    except NoReverseMatch:  # its package is not installed, so that its door is not there
        return ""
    return f"{start}?{urlencode({'next': next_})}" if next_ else start
