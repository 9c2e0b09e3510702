"""The audit trail: a line for every act about who may watch, in the database and in the log."""

import structlog
from django.utils import timezone

from streaming.models import AuditLine, University

log = structlog.get_logger(__name__)


def record(
    act: AuditLine.Act,
    *,
    who: str,
    university: University | None,
    what: str = "",
    why: str = "",
    reference: str = "",
) -> None:
    """Write down one act, now.

    who: a staff account's name, or how a visitor was recognised. what: the film, the licence or
    the rule. why: a reason's code. reference: the request's, which its page shows. No secret, no
    token and nothing of a visitor's person is given here.
    """
    AuditLine.objects.create(
        at=timezone.now(),
        act=act,
        who=who[:200],
        university=university,
        what=what[:300],
        why=why[:100],
        reference=reference,
    )
    log.info(act.value, who=who, university=university and university.slug, what=what, why=why)
