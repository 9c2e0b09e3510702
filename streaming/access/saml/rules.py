"""Whom a university lets in: by affiliation within its provider's own scope, or by entitlement.

Source: eduPerson (internet2), eduPersonScopedAffiliation and eduPersonEntitlement;
MACE-Dir's registry for `common-lib-terms`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from streaming.access.saml.metadata import Scope

AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.9"
ENTITLEMENT = "urn:oid:1.3.6.1.4.1.5923.1.1.1.7"
COMMON_LIB_TERMS = "urn:mace:dir:entitlement:common-lib-terms"

# eduPerson's whole vocabulary, and those whom library licences are usually for.
AFFILIATIONS = (
    *("member", "student", "faculty", "staff", "employee"),
    *("affiliate", "alum", "library-walk-in"),
)
USUAL = AFFILIATIONS[:5]

Attributes = Mapping[str, Sequence[str]]  # an attribute's object identifier, and its values


class Verdict(StrEnum):
    """What the attributes come to; its name stands in the audit."""

    ALLOWED = "allowed"
    NO_ATTRIBUTES = "no-attributes"
    FOREIGN_SCOPE = "foreign-scope"
    OTHER_AFFILIATION = "affiliation-not-allowed"


@dataclass(frozen=True)
class Rules:
    """affiliations: in small letters. scopes: the provider's own and those the university adds."""

    affiliations: frozenset[str]
    common_lib_terms: bool
    scopes: tuple[Scope, ...]


def verdict(attributes: Attributes, rules: Rules) -> Verdict:
    """Whether one affiliation, or the entitlement, lets somebody in; or else what stood nearest."""
    if rules.common_lib_terms and COMMON_LIB_TERMS in attributes.get(ENTITLEMENT, ()):
        return Verdict.ALLOWED
    said = list(_affiliations(attributes.get(AFFILIATION, ())))
    if not said:
        return Verdict.NO_ATTRIBUTES
    allowed = [domain for affiliation, domain in said if affiliation in rules.affiliations]
    if not allowed:
        return Verdict.OTHER_AFFILIATION
    is_own = any(scope.holds(domain) for domain in allowed for scope in rules.scopes)
    return Verdict.ALLOWED if is_own else Verdict.FOREIGN_SCOPE


def _affiliations(values: Iterable[str]) -> Iterable[tuple[str, str]]:
    """`member@uni.example` as two; a value without its scope, or with two, says nothing."""
    for value in values:
        affiliation, at, domain = value.strip().partition("@")
        if affiliation and at and domain and "@" not in domain:
            yield affiliation.casefold(), domain
