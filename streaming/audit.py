"""The audit trail: a line for every act about who may watch, in the database and in the log."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.reference import reference as reference_now
from streaming.models import AuditLine, University

COMMAND = "command"  # somebody at the server
NO_ACCOUNT = "no account"  # somebody whom no staff account stands for
NO_EVIDENCE = "no evidence"
MANY = "many"

FOLDED = timedelta(minutes=1)
MOST_DENIALS = 60  # lines a university in that time; what comes after is one line together

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
    """Write down one act, now, in the transaction of what it tells of.

    who: a staff account's name, or how a visitor was recognised. what: the film, the licence or
    the rule. why: a reason's code, or what was changed. reference: the request's, which its page
    shows. No secret, no token and nothing of a visitor's person is given here.

    A denial that was written within the minute is counted on its line; the log has each.
    """
    line = AuditLine(
        at=timezone.now(),
        act=act,
        who=who[:200],
        university_id=university.pk if university else None,
        university_name=university.name if university else "",
        what=what[:300],
        why=why[:200],
        reference=reference or reference_now.get(),
    )
    if act != AuditLine.Act.DENIAL or not _is_folded(line):
        line.save()
    log.info(act.value, who=who, university=university and university.slug, what=what, why=why)


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Remove the lines of an earlier time, and leave one that says so; return how many."""
    removed, _models = AuditLine.objects.filter(at__lt=before).delete()
    if removed:
        what = ngettext("%(lines)s audit line", "%(lines)s audit lines", removed)
        why = _("older than %(day)s") % {"day": before.date()}
        record(
            AuditLine.Act.CHANGE,
            who=COMMAND,
            university=None,
            what=what % {"lines": removed},
            why=why,
        )
    return removed


def _is_folded(line: AuditLine) -> bool:
    """Count a denial on a line of the last minute, so that no stranger can fill the disk."""
    here = Q(university_id=line.university_id) if line.university_id else Q(university=None)
    lately = AuditLine.objects.filter(here, act=line.act, at__gt=line.at - FOLDED)
    if _counted_on(line, lately):
        return True
    if lately.count() < MOST_DENIALS:
        return False
    line.who, line.what, line.why = MANY, "", ""
    return _counted_on(line, lately)


def _counted_on(line: AuditLine, lately: QuerySet[AuditLine]) -> bool:
    alike = lately.filter(who=line.who, what=line.what, why=line.why)
    return bool(alike.update(times=F("times") + 1))
