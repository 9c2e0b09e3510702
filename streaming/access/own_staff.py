"""Which staff accounts somebody cares for: the library's owner all, a university's its own people.

The owner of a university gives and takes roles there, also of somebody who works elsewhere too.
An account is theirs to shut, or to give a password, only where nothing that it may reaches beyond
their universities: else they would become whoever they let in as.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from streaming.access.roles import Role, rights_of
from streaming.models import Membership, University

GIVEN = (Role.LIBRARIAN, Role.IT, Role.OWNER)  # by the owner of a university, for it
CHANGE = "streaming.change_membership"


def is_limited(owner: Any) -> bool:
    """Whether they care for the people of some universities, not for all."""
    return rights_of(owner).universities(CHANGE) is not None


def roles_given_by(owner: Any) -> QuerySet[Membership]:
    """The roles that they see, give and take."""
    mine = rights_of(owner).universities(CHANGE)
    given = Q() if mine is None else Q(university__in=mine, role__in=GIVEN)
    return Membership.objects.filter(given)


def accounts_of(owner: Any, accounts: QuerySet[User]) -> QuerySet[User]:
    if not is_limited(owner):
        return accounts
    return accounts.filter(pk__in=roles_given_by(owner).values("user"))


def is_wholly_theirs(owner: Any, account: User) -> bool:
    """Whether the account has no right that this owner does not have. One query."""
    if not is_limited(owner):
        return True
    theirs = roles_given_by(owner).values("pk")
    return not account.is_superuser and not account.memberships.exclude(pk__in=theirs).exists()


def homes_of(owner: Any) -> list[str]:
    """The addresses of the universities whose people they name; none where it is all of them."""
    mine = rights_of(owner).universities(CHANGE) or ()
    return list(University.objects.filter(pk__in=mine).values_list("slug", flat=True))


def university_of(owner: Any, account: User) -> University | None:
    """In whose trail a change of the account is told; None where it is the whole library's."""
    if not is_limited(owner):
        return None
    mine = rights_of(owner).universities(CHANGE) or ()
    role = roles_given_by(owner).filter(user=account).select_related("university").first()
    return role.university if role else University.objects.filter(pk__in=mine).first()
