"""Staff accounts and their rights, given by name."""

import secrets
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from streaming.models import Membership, University

FOR_ONE_UNIVERSITY = {Membership.Role.LIBRARIAN, Membership.Role.IT}
LETTERS = "abcdefghjkmnpqrstuvwxyz"  # none that is read as another


def new_password() -> str:
    """Four groups of four letters: some 72 bits, and easily typed."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


@transaction.atomic
def add_staff(
    username: str, role: str, *, universities: Iterable[University] = (), password: str | None
) -> list[str]:
    """Give an account its role, making it where it is missing; say what changed, in words.

    role: a `Membership.Role`; a librarian's or IT's needs `universities`, an owner's may have some.
    password: None leaves a known account's as it is. Raises ValidationError, with words.
    """
    changes = []
    user = get_user_model().objects.select_for_update().filter(username=username).first()
    if user is None:
        user = get_user_model()(username=username)
        changes.append(_("account made"))
    changes += _give_password(user, password) + _let_in(user)
    if changes:
        user.full_clean()
        user.save()
    return changes + _give_role(user, role, list(universities))


def _give_password(user: User, password: str | None) -> list[str]:
    if password is None or (user.pk and user.check_password(password)):
        return []
    validate_password(password, user)
    user.set_password(password)
    return [_("password set")]


def _let_in(user: User) -> list[str]:
    """Into the admin; what is there for them is said by their roles alone, an owner's too."""
    if user.is_staff:
        return []
    user.is_staff = True
    return [_("let into the admin")]


def _give_role(user: User, role: str, universities: list[University]) -> list[str]:
    changes = []
    # Without a university, a role is for the whole library.
    for university in universities or (None,):
        membership = Membership(user=user, role=role, university=university)
        if not Membership.objects.filter(user=user, role=role, university=university).exists():
            membership.full_clean()
            membership.save()
            changes.append(_("role given: %(role)s") % {"role": membership.get_role_display()})
    return changes
