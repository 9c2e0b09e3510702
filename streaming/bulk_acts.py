"""Acts on many licences at once: each is written down, and can be taken back once.

What an act did to a licence is that licence's line of history. Where a licence is no longer as
its line has it, somebody changed it since, and it stays as it is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.availability import Term
from streaming.grants import grant
from streaming.licences import Effect, effects_of_change, is_over, term_of
from streaming.models import BulkAct, Licence, University

Past: Any = Licence.history.model


class Refused(ValueError):
    """An act that cannot be taken back; its words say why."""


@dataclass(frozen=True)
class Undoing:
    """What taking an act back does.

    back: the licences it reaches, each with the term it has then; None takes it away.
    changed: the lines of history of those that were changed since.
    """

    back: list[tuple[Licence, Term | None]]
    changed: list[Any]

    def effects(self, *, at: datetime) -> list[Effect]:
        """What becomes of each film at each university. One query."""
        terms = {licence.pk: term for licence, term in self.back}
        return effects_of_change([licence for licence, _term in self.back], terms, at=at)


@transaction.atomic
def grant_all(
    films: Sequence[Film], universities: Sequence[University], *, by: Any, **values: Any
) -> BulkAct:
    """A licence for every film at every university; all of them or none.

    by: the staff account.
    """
    made = [grant(film, university, **values) for university in universities for film in films]
    return _written_down(BulkAct.Kind.GRANT, made, by=by)


@transaction.atomic
def end_all(licences: Collection[int], *, by: Any, at: datetime) -> BulkAct | None:
    """End these licences early, as of now; nothing, where all of them are over already."""
    rows = _locked(licences).select_related("film", "university")
    ended = [licence for licence in rows if not is_over(licence, at=at)]
    for licence in ended:
        licence.revoked_at = at
        licence.save()
    return _written_down(BulkAct.Kind.END, ended, by=by) if ended else None


@transaction.atomic
def undo(act: BulkAct, *, by: Any) -> Undoing:
    """Take an act back, but for the licences that were changed since. Raises Refused."""
    act = BulkAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if act.undone_at is not None:
        raise Refused(_("This was undone already."))
    list(_locked(act.lines.values("id")))
    undoing = undoing_of(act)
    if not undoing.back:
        raise Refused(_("Every one of these licences was changed since: nothing is undone."))
    for licence, term in undoing.back:
        if term is None:
            licence.delete()
        else:
            licence.revoked_at = term.revoked_at
            licence.save(update_fields=["revoked_at"])
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    return undoing


def undoing_of(act: BulkAct) -> Undoing:
    """What taking it back would do now. Two queries."""
    earlier = Past.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    revoked_before = Subquery(earlier.order_by("-history_id").values("revoked_at")[:1])
    lines = act.lines.select_related("film", "university").annotate(revoked_before=revoked_before)
    left = {line.id: line for line in lines.order_by("university__name", "film__title", "id")}
    rows = Licence.objects.select_related("film__media", "university").in_bulk(list(left))
    back = [
        (rows[pk], _term_before(act, line))
        for pk, line in left.items()
        if pk in rows and _is_as_left(rows[pk], line)
    ]
    reached = {licence.pk for licence, _term in back}
    return Undoing(back, [line for pk, line in left.items() if pk not in reached])


def _term_before(act: BulkAct, line: Any) -> Term | None:
    if act.kind == BulkAct.Kind.GRANT:
        return None
    return term_of(line)._replace(revoked_at=line.revoked_before)


def _is_as_left(licence: Licence, line: Any) -> bool:
    columns = [column.attname for column in line.tracked_fields]
    return all(getattr(licence, name) == getattr(line, name) for name in columns)


def _locked(licences: Any) -> Any:
    rows = Licence.objects.select_for_update(of=("self",)).order_by("pk")
    return rows.filter(pk__in=licences)


def _written_down(kind: str, licences: Iterable[Licence], *, by: Any) -> BulkAct:
    """With the newest line of each licence's history, which is what was just done."""
    act = BulkAct.objects.create(kind=kind, made_by=by)
    keys = [licence.pk for licence in licences]
    newest = Past.objects.filter(id__in=keys).order_by().values("id").annotate(Max("history_id"))
    act.lines.set(newest.values_list("history_id__max", flat=True))
    return act
