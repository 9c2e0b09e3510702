"""What changes about who may watch, as the audit trail tells it.

Every row that decides about access keeps a history, whoever saves it and by whatever door. What
history keeps becomes a line here, in the same transaction; the names of what changed are told,
never the values, some of which are secret.
"""

from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.signals import post_create_historical_record

from catalog.reference import reference
from streaming import audit
from streaming.models import AuditLine, Captions, Licence, Membership, University

Act = AuditLine.Act
UID = "streaming.changes"
MADE, CHANGED, REMOVED = "+", "~", "-"  # as history writes them


def listen() -> None:
    post_create_historical_record.connect(_tell, dispatch_uid=UID)


def unlisten() -> bool:
    """Tell of nothing until `listen`; whether there was anything to stop."""
    return post_create_historical_record.disconnect(dispatch_uid=UID)


def _tell(instance: Model, history_instance: Any, history_user: Any, **kwargs: Any) -> None:
    if instance._meta.app_label != "streaming" or isinstance(instance, Captions):
        return
    who = history_user.get_username() if history_user else _nobody()
    before = _row_before(history_instance) if history_instance.history_type == CHANGED else None
    if before is None:
        done = {MADE: _("made"), REMOVED: _("removed")}.get(history_instance.history_type, "")
        _write(history_instance.history_type, instance, who, _university_of(instance), done)
        return
    changed = _changed(before, history_instance)
    if _moved(changed):
        _write(REMOVED, instance, who, _university_before(before), _("given away"))
        _write(MADE, instance, who, _university_of(instance), _("taken over"))
    elif changed:
        names = _("changed: %(fields)s") % {"fields": ", ".join(map(_name_of, changed))}
        _write(CHANGED, instance, who, _university_of(instance), names, changed)


def _write(
    kind: str, row: Model, who: str, university: University | None, why: str, changed: Any = ()
) -> None:
    audit.record(
        _act_of(kind, row, changed), who=who, university=university, what=_what(row), why=why
    )


def _act_of(kind: str, row: Model, changed: Any) -> AuditLine.Act:
    """A licence that is made or put back in force is a grant, one removed or ended its end."""
    if not isinstance(row, Licence):
        return Act.CHANGE
    if kind == CHANGED:
        if "revoked_at" not in {field.name for field in changed}:
            return Act.CHANGE
        return Act.REVOCATION if row.revoked_at else Act.GRANT
    return Act.GRANT if kind == MADE else Act.REVOCATION


def _what(row: Model) -> str:
    thing = capfirst(row._meta.verbose_name or "")
    if isinstance(row, Licence):
        return f"{row.film} ({row.starts_on} – {row.ends_on or '…'})"
    if isinstance(row, Membership):
        return f"{thing}: {row.user}, {row}"
    return f"{thing}: {row}"


def _university_of(row: Any) -> University | None:
    """None for one that is just removed, and for what is every university's."""
    if isinstance(row, University):
        return row if type(row).objects.filter(pk=row.pk).exists() else None
    found: University | None = getattr(row, "university", None)
    return found


def _university_before(before: Any) -> University | None:
    return University.objects.filter(pk=getattr(before, "university_id", 0)).first()


def _row_before(past: Any) -> Any:
    """By the order of writing: two may bear the same instant."""
    key = past.instance_type._meta.pk.attname
    earlier = type(past)._default_manager.filter(
        **{key: getattr(past, key)}, history_id__lt=past.history_id
    )
    return earlier.order_by("-history_id").first()


def _changed(before: Any, after: Any) -> list[Any]:
    return [
        field
        for field in after.tracked_fields
        if field.editable and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _moved(changed: list[Any]) -> bool:
    """Whether it is another university's now, or for another film."""
    return bool({"university", "film"} & {field.name for field in changed})


def _name_of(field: Any) -> str:
    return str(field.verbose_name)


def _nobody() -> str:
    return audit.NO_ACCOUNT if reference.get() else audit.COMMAND
