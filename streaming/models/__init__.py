"""Who may watch a film, where, and until when: one noun a module."""

from streaming.models.audit import AuditLine
from streaming.models.bulk_act import BulkAct
from streaming.models.film_upload import FilmUpload
from streaming.models.launch_key import LaunchKey
from streaming.models.licence import Licence
from streaming.models.lti import LtiApplication, LtiRegistration
from streaming.models.media import Captions, Media
from streaming.models.oidc import OidcProvider
from streaming.models.saml import FederationProvider, SamlProvider
from streaming.models.seat import Seat
from streaming.models.sign_on import SignOn, Spent
from streaming.models.spoken import SpokenLine, SpokenTrack
from streaming.models.staff import Membership
from streaming.models.university import (
    AddressRange,
    EmbeddingOrigin,
    MailDomain,
    University,
    Wording,
)
from streaming.models.version import Version

__all__ = [
    "AddressRange",
    "AuditLine",
    "BulkAct",
    "Captions",
    "EmbeddingOrigin",
    "FederationProvider",
    "FilmUpload",
    "LaunchKey",
    "Licence",
    "LtiApplication",
    "LtiRegistration",
    "MailDomain",
    "Media",
    "Membership",
    "OidcProvider",
    "SamlProvider",
    "Seat",
    "SignOn",
    "Spent",
    "SpokenLine",
    "SpokenTrack",
    "University",
    "Version",
    "Wording",
]
