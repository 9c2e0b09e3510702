"""The desks of streaming: licences, media, universities, and who works here."""

from streaming.admin import launch_keys, licences, media, oidc, saml, staff, universities

__all__ = ["launch_keys", "licences", "media", "oidc", "saml", "staff", "universities"]
