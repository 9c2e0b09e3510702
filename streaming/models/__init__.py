"""Who may watch a film, where, and until when: one noun a module."""

from streaming.models.licence import Licence
from streaming.models.media import Captions, Media
from streaming.models.staff import Membership
from streaming.models.university import (
    AddressRange,
    EmbeddingOrigin,
    MailDomain,
    University,
    Wording,
)

__all__ = [
    "AddressRange",
    "Captions",
    "EmbeddingOrigin",
    "Licence",
    "MailDomain",
    "Media",
    "Membership",
    "University",
    "Wording",
]
