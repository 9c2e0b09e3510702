"""Staff who come and go, and who is turned away: lines for the universities they work for."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from streaming import audit
from streaming.models import AuditLine, University

ADMIN = "admin"
WRONG, TOO_MANY = "wrong_credentials", "too_many_guesses"
Act = AuditLine.Act


def listen() -> None:
    for signal, told in (
        (user_logged_in, _came),
        (user_logged_out, _went),
        (user_login_failed, _was_refused),
    ):
        signal.connect(told, dispatch_uid=f"streaming.staff_visits.{told.__name__}")


def _came(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _write(Act.SIGN_ON, user)


def _went(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        _write(Act.SIGN_OUT, user)


def _was_refused(credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Only a name that is an account's is told: people type their password there, too."""
    typed = str(credentials.get(get_user_model().USERNAME_FIELD, ""))
    why = TOO_MANY if getattr(request, "too_many_guesses", False) else WRONG
    user = get_user_model().objects.filter(username=typed[:150].replace("\0", "")).first()
    if user is None:
        audit.record(Act.DENIAL, who=audit.NO_ACCOUNT, university=None, what=ADMIN, why=why)
    else:
        _write(Act.DENIAL, user, why=why)


def _write(act: AuditLine.Act, user: Any, why: str = "") -> None:
    """One line for each university of theirs; for the library's own staff, one for the library."""
    where: list[University | None] = list(
        University.objects.filter(memberships__user=user).distinct()
    )
    for university in where or [None]:
        audit.record(act, who=user.get_username(), university=university, what=ADMIN, why=why)
