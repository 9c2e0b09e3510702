"""The desks of streaming: licences, media, universities, and who works here."""

from streaming.admin import (
    audit,
    bulk_acts,
    course_systems,
    launch_keys,
    licences,
    media,
    oidc,
    saml,
    staff,
    universities,
)

__all__ = [
    "audit",
    "bulk_acts",
    "course_systems",
    "launch_keys",
    "licences",
    "media",
    "oidc",
    "saml",
    "staff",
    "universities",
]
