"""What an identity provider says of itself (SAML 2.0 Metadata): read, judged, cut to what we use.

Metadata is pasted by hand or comes from a federation. Of both only the provider's own description
is kept: its addresses, certificates, scopes and name; neither the people to write to nor a
signature that was already verified.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
UI = "{urn:oasis:names:tc:SAML:metadata:ui}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
SCOPE = "{urn:mace:shibboleth:metadata:1.0}Scope"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
LONGEST = 500_000  # bytes of one provider's description; real ones have 5,000 to 50,000
USED = {f"{MD}Extensions", f"{MD}Organization", f"{MD}IDPSSODescriptor"}
# A group that is repeated can take for ever to find out that a text does not match it.
REPEATS_A_GROUP = re.compile(r"\)[*+{?]")


@dataclass(frozen=True)
class Scope:
    """A domain that a provider may speak for, or a regular expression of such domains."""

    text: str
    is_regexp: bool = False

    def holds(self, domain: str) -> bool:
        """Whether it covers a domain, as all of it and whatever the capitals."""
        if not self.is_regexp:
            return bool(domain) and self.text.casefold() == domain.casefold()
        if len(domain) > 253 or len(self.text) > 253 or REPEATS_A_GROUP.search(self.text):
            return False
        try:
            return re.fullmatch(self.text, domain, re.IGNORECASE | re.ASCII) is not None
        except re.error:
            return False


@dataclass(frozen=True)
class Provider:
    """One identity provider's description.

    xml: the description itself, cut to what we use. valid_until: the instant from which nobody
    may rely on it; None where it says nothing.
    """

    entity_id: str
    name: str
    scopes: tuple[Scope, ...]
    valid_until: datetime | None
    xml: str


def provider_in(text: str) -> Provider:
    """The one identity provider that a text of XML describes.

    Raises ValueError, with words for people, for everything else.
    """
    if len(text.encode("utf-8", "replace")) > LONGEST:
        raise ValueError(_("The metadata is too long to be one identity provider’s."))
    try:
        root = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ValueError(_("Metadata with a DOCTYPE is not taken.")) from error
    except (ParseError, ValueError) as error:
        raise ValueError(_("This is not XML. Paste the metadata as it is, whole.")) from error
    found = [entity for entity in root.iter(f"{MD}EntityDescriptor") if is_provider(entity)]
    if len(found) != 1:
        raise ValueError(_("This describes no identity provider, or more than one."))
    return provider_of(found[0], root.get("validUntil", ""))


def is_provider(entity: Element) -> bool:
    return entity.find(f"{MD}IDPSSODescriptor") is not None


def provider_of(entity: Element, also_valid_until: str = "") -> Provider:
    """What an EntityDescriptor says, which is cut in place. Raises ValueError, with words."""
    entity_id = entity.get("entityID", "").strip()
    if not 0 < len(entity_id) <= 1024:
        raise ValueError(_("The metadata gives no entity ID."))
    _cut(entity)
    _refuse_without(entity)
    own = [_instant(text) for text in (entity.get("validUntil", ""), also_valid_until) if text]
    return Provider(
        entity_id,
        _name(entity)[:200],
        tuple(_scopes(entity)),
        min(own, default=None),
        tostring(entity, encoding="unicode"),
    )


def _cut(entity: Element) -> None:
    for child in list(entity):
        if child.tag not in USED:
            entity.remove(child)
    for extensions in entity.iter(f"{MD}Extensions"):
        for child in list(extensions):
            if child.tag not in {SCOPE, f"{UI}UIInfo"}:
                extensions.remove(child)


def _refuse_without(entity: Element) -> None:
    ways_in = entity.iterfind(f"{MD}IDPSSODescriptor/{MD}SingleSignOnService")
    if not any(
        way.get("Binding") == REDIRECT and way.get("Location", "").startswith(("https:", "http:"))
        for way in ways_in
    ):
        raise ValueError(_("The metadata names no sign-on address with the HTTP-Redirect binding."))
    keys = entity.iterfind(f"{MD}IDPSSODescriptor/{MD}KeyDescriptor")
    if not any(
        key.get("use") in (None, "signing") and key.find(f".//{DS}X509Certificate") is not None
        for key in keys
    ):
        raise ValueError(_("The metadata has no certificate that answers are signed with."))


def _name(entity: Element) -> str:
    """What people call it: in English if it is said in English."""
    names = [*entity.iter(f"{UI}DisplayName"), *entity.iter(f"{MD}OrganizationDisplayName")]
    names.sort(key=lambda name: name.get(LANG) != "en")
    return next((text for name in names if (text := (name.text or "").strip())), "")


def _scopes(entity: Element) -> Iterator[Scope]:
    for scope in entity.iter(SCOPE):
        if text := (scope.text or "").strip():
            yield Scope(text, scope.get("regexp", "").strip() in {"true", "1"})


def _instant(text: str) -> datetime:
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise ValueError(
            _("“%(text)s” is no instant until which metadata is valid.") % {"text": text}
        )
    return found if found.tzinfo else found.replace(tzinfo=UTC)
