"""What a role lets a staff account do, and at which universities.

A role is a row of Membership and nothing more: no permission is copied to an account, so a
membership taken away is gone at the next request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from streaming.models import Membership

Role = Membership.Role
EVERYTHING = ("view", "add", "change", "delete")
WITHOUT_DELETING = ("view", "add", "change")

# Rows of these belong to one university: a right to them may be for some universities only.
OF_A_UNIVERSITY = {
    "auditline",
    "university",
    "membership",
    "addressrange",
    "embeddingorigin",
    "maildomain",
    "wording",
    "licence",
    "launchkey",
    "ltiapplication",
    "ltiregistration",
    "oidcprovider",
    "samlprovider",
}
# Nobody edits these by hand.
KEPT_BY_MACHINES = {"job", "ready", "stamp", "oldslug", "formeraddress"}


def _named(app: str, models: Iterable[str], acts: Iterable[str]) -> set[str]:
    acts = tuple(acts)
    return {f"{app}.{act}_{model}" for model in models for act in acts}


def _catalogue(acts: Iterable[str]) -> set[str]:
    names = {model._meta.model_name or "" for model in apps.get_app_config("catalog").get_models()}
    past = {name for name in names if name.startswith("historical")}
    return _named("catalog", names - past - KEPT_BY_MACHINES, acts)


def permissions_of(role: str) -> set[str]:
    """Django's names of what a role allows."""
    if role == Role.CATALOGUE:
        return (
            _catalogue(EVERYTHING)
            | _named("streaming", ["media", "captions", "licence"], EVERYTHING)
            | _named("streaming", ["university"], ["view"])
        )
    if role == Role.LIBRARIAN:
        return (
            _catalogue(["view"])
            | _named("streaming", ["university", "media", "captions", "auditline"], ["view"])
            | _named("streaming", ["licence"], WITHOUT_DELETING)
            | _named("streaming", ["wording"], EVERYTHING)
        )
    if role == Role.IT:
        return (
            _named("streaming", ["university", "federationprovider", "auditline"], ["view"])
            | _named(
                "streaming",
                [
                    *("addressrange", "embeddingorigin", "maildomain"),
                    *("launchkey", "ltiregistration", "oidcprovider", "samlprovider"),
                ],
                EVERYTHING,
            )
            | _named("streaming", ["ltiapplication"], ["view", "change", "delete"])
        )
    return set()


def permissions_at_one(role: str) -> set[str]:
    """The same of a role at one university: its owner does what its people do, and names them."""
    if role != Role.OWNER:
        return permissions_of(role)
    both = permissions_of(Role.LIBRARIAN) | permissions_of(Role.IT)
    people = _named("auth", ["user"], WITHOUT_DELETING)
    return both | people | _named("streaming", ["membership"], EVERYTHING)


@dataclass(frozen=True)
class Rights:
    """What one account may do: everything, or these things everywhere or at some universities."""

    is_owner: bool = False
    everywhere: frozenset[str] = frozenset()
    at: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def permissions(self) -> set[str]:
        return set(self.everywhere).union(*self.at.values())

    def universities(self, permission: str) -> frozenset[int] | None:
        """The universities that a permission holds for; None is every university."""
        if self.is_owner or permission in self.everywhere:
            return None
        return frozenset(pk for pk, allowed in self.at.items() if permission in allowed)


def rights_of(user: Any) -> Rights:
    """The rights of a staff account. One query for a request; none for a superuser."""
    if not user.is_active or user.is_anonymous:
        return Rights()
    if user.is_superuser:
        return Rights(is_owner=True)
    if not hasattr(user, "_rights"):
        user._rights = rights_from(user.memberships.values_list("role", "university_id"))
    rights: Rights = user._rights
    return rights


def rights_from(memberships: Iterable[tuple[str, int | None]]) -> Rights:
    """Roles with their universities, None for the whole library, weighed together."""
    everywhere: set[str] = set()
    at: dict[int, set[str]] = {}
    is_owner = False
    for role, university_id in memberships:
        if university_id is None:
            is_owner = is_owner or role == Role.OWNER
            everywhere |= permissions_of(role)
            continue
        for permission in permissions_at_one(role):
            if permission.rpartition("_")[2] in OF_A_UNIVERSITY:
                at.setdefault(university_id, set()).add(permission)
            else:
                everywhere.add(permission)
    held = {pk: frozenset(permissions) for pk, permissions in at.items()}
    return Rights(is_owner, frozenset(everywhere), held)


class MembershipBackend(BaseBackend):
    """Let Django ask the memberships. It proves nobody's identity."""

    def get_user_permissions(self, user_obj, obj=None):
        if obj is not None:
            return set()
        rights = rights_of(user_obj)
        return _all_permissions() if rights.is_owner else rights.permissions

    def has_perm(self, user_obj, perm, obj=None):
        if obj is not None:
            return False
        rights = rights_of(user_obj)
        return rights.is_owner or perm in rights.permissions

    def has_module_perms(self, user_obj, app_label):
        rights = rights_of(user_obj)
        named = (permission.partition(".")[0] for permission in rights.permissions)
        return rights.is_owner or app_label in named


def _all_permissions() -> set[str]:
    return {
        f"{model._meta.app_label}.{act}_{model._meta.model_name}"
        for model in apps.get_models()
        for act in model._meta.default_permissions
    }
