"""Which course system speaks, and where it may show our pages in a frame."""

from urllib.parse import urlsplit

from streaming.models import LtiRegistration, University
from streaming.playback.embedding import canonical_origin

LONGEST = 500


def registration_of(issuer: str, client_id: str) -> LtiRegistration | None:
    """The one in use that goes by these names; without a client ID, an issuer's only one."""
    names = {"issuer": issuer, "client_id": client_id}
    if not issuer or not all(map(_could_be_one, names.values())):
        return None
    if not client_id:
        del names["client_id"]
    found = LtiRegistration.objects.filter(is_active=True, **names).select_related("university")
    rows = list(found[:2])
    return rows[0] if len(rows) == 1 else None


def registration_at(pk: int) -> LtiRegistration | None:
    rows = LtiRegistration.objects.filter(is_active=True, pk=pk)
    return rows.select_related("university").first()


def framers_of(registration: LtiRegistration) -> str:
    """The origins that may frame what we answer this course system, as a policy lists them."""
    return f"'self' {framers_at(registration.university)}".strip()


def framers_at(university: University) -> str:
    """The origins that may frame the university's films: its own, and its course systems'.

    One query.
    """
    systems = LtiRegistration.objects.filter(university=university, is_active=True)
    own = university.origins.order_by().values_list("origin", "origin")
    rows = own.union(systems.order_by().values_list("issuer", "auth_login_url"), all=True)
    return " ".join(sorted({origin_of(url) for row in rows for url in row} - {""}))


def origin_of(url: str) -> str:
    """The origin of an address, or nothing: an issuer need not be one."""
    try:
        parts = urlsplit(url)
        return canonical_origin(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        return ""


def _could_be_one(name: str) -> bool:
    """PostgreSQL refuses to look for a NUL, for one."""
    return len(name) <= LONGEST and name.isprintable()
