"""Two things of one kind made one, so that nothing is lost, and parted again if that was wrong."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.authority.pointing import pointing_at, twin_keys
from catalog.authority.steps import Changed, Steps
from catalog.history.rows import Rows
from catalog.models import (
    Credit,
    DistributorAlias,
    Festival,
    FestivalAlias,
    FormerAddress,
    Merge,
    PersonAlias,
    Subject,
    SubjectAlias,
)

OTHER_NAMES: dict[str, Any] = {
    "person": PersonAlias,
    "subject": SubjectAlias,
    "festival": FestivalAlias,
    "distributor": DistributorAlias,
}
# What the one that stays takes over where it says nothing itself.
FACTS = {
    "person": (
        *("family_name", "given_name", "original_name", "original_language", "citation_form"),
    ),
    "subject": (),
    "festival": ("site",),
    "distributor": ("site", "rights_contact", "territory"),
}


class Refused(ValueError):
    """A merge, or its undoing, that cannot be; its words say why."""


@transaction.atomic
def merge(kept: Any, absorbed: Any, *, by: Any = None) -> Merge:
    """Make `absorbed` part of `kept`: its films, its names, its address. Raises Refused.

    by: the staff account. What stays twice under one constraint, as a person credited twice in
    one role of one film, stands once then; everything else moves.
    """
    kept, absorbed = _locked(kept, absorbed)
    refuse(kept, absorbed)
    kind = str(kept._meta.model_name)
    rows = Rows(by=by, at=timezone.now(), reason=_("Merge"))
    steps = Steps(rows)
    for model, column in pointing_at(type(kept)):
        _move(model, column, kept, absorbed, steps)
    for address in FormerAddress.objects.filter(kind=kind, thing=absorbed.pk):
        steps.change(address, thing=kept.pk)
    _take_over(kind, kept, absorbed, steps)
    steps.remove(absorbed)
    steps.write()
    steps.make(FormerAddress(kind=kind, slug=absorbed.slug, thing=kept.pk))
    names = OTHER_NAMES[kind].objects.filter(**{kind: kept})
    if absorbed.name not in {kept.name, *names.values_list("name", flat=True)}:
        steps.make(OTHER_NAMES[kind](name=absorbed.name, **{kind: kept}))
    steps.write()
    steps.finish()
    return Merge.objects.create(
        kind=kind,
        kept=kept.pk,
        kept_name=kept.name,
        absorbed=absorbed.pk,
        absorbed_name=absorbed.name,
        steps=steps.told(),
        made_by=by,
    )


@transaction.atomic
def undo(merge: Merge, *, by: Any = None) -> None:
    """Part what was merged, each row as it was. Raises Refused."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused(_("This merge was undone already."))
    rows = Rows(by=by, at=timezone.now(), reason=_("Merge undone"))
    try:
        with transaction.atomic():
            Steps(rows).undo(merge.steps)
    except Changed as changed:
        words = _("“%(row)s” was changed since, so the merge cannot be undone.")
        raise Refused(words % {"row": changed}) from changed
    except IntegrityError as error:
        words = _("The name or address of “%(name)s” was given away since.")
        raise Refused(words % {"name": merge.absorbed_name}) from error
    merge.undone_at, merge.undone_by = rows.at, by
    merge.save(update_fields=["undone_at", "undone_by"])


def refuse(kept: Any, absorbed: Any) -> None:
    """Say why these two cannot be one. Raises Refused."""
    if type(kept) is not type(absorbed) or kept._meta.model_name not in OTHER_NAMES:
        raise Refused(_("Only two things of one kind can be merged."))
    if kept.pk == absorbed.pk:
        raise Refused(_("This is one thing already."))
    if isinstance(kept, Subject) and is_below(kept, absorbed):
        words = _("“%(kept)s” stands below “%(absorbed)s”: keep the wider one.")
        raise Refused(words % {"kept": kept, "absorbed": absorbed})
    if isinstance(kept, Festival):
        others = FestivalAlias.objects.filter(name=absorbed.name)
        other = others.exclude(festival__in=[kept, absorbed]).select_related("festival").first()
        if other is not None:
            words = _("“%(name)s” is another name of “%(other)s” already.")
            raise Refused(words % {"name": absorbed.name, "other": other.festival})


def is_below(subject: Subject, wider: Subject) -> bool:
    """However many steps down."""
    passed: set[int] = set()
    step: Subject | None = subject
    while step is not None and step.pk not in passed:
        passed.add(step.pk)
        step = step.parent
        if step is not None and step.pk == wider.pk:
            return True
    return False


def _locked(kept: Any, absorbed: Any) -> tuple[Any, Any]:
    """Both as they are now, and nobody else's to change until this is done."""
    things = type(kept)._default_manager.select_for_update().order_by("pk")
    found = {thing.pk: thing for thing in things.filter(pk__in=[kept.pk, absorbed.pk])}
    if len(found) < len({kept.pk, absorbed.pk}) or type(kept) is not type(absorbed):
        raise Refused(_("One of the two is not there any more."))
    return found[kept.pk], found[absorbed.pk]


def _move(model: Any, column: Any, kept: Any, absorbed: Any, steps: Steps) -> None:
    """Let what points at the one point at the other, except what does so already."""
    if model is type(kept):
        moving = model._default_manager.filter(**{column.name: absorbed}).exclude(pk=kept.pk)
    else:
        moving = model._default_manager.filter(**{column.name: absorbed})
    there = {
        key: row
        for row in model._default_manager.filter(**{column.name: kept})
        for key in twin_keys(row, column)
    }
    for row in moving.order_by("pk"):
        twin = next((there[key] for key in twin_keys(row, column) if key in there), None)
        if twin is None:
            steps.change(row, **{column.attname: kept.pk})
            continue
        if isinstance(row, Credit) and row.function not in twin.function:
            both = ", ".join(filter(None, [twin.function, row.function]))
            steps.change(twin, function=both[:200])
        steps.remove(row)


def _take_over(kind: str, kept: Any, absorbed: Any, steps: Steps) -> None:
    """Facts that only the one that goes has."""
    missing = [fact for fact in FACTS[kind] if not getattr(kept, fact)]
    taken = {fact: getattr(absorbed, fact) for fact in missing if getattr(absorbed, fact)}
    if kind == "subject" and not kept.parent_id and not is_below(absorbed, kept):
        taken["parent_id"] = absorbed.parent_id
    if taken:
        steps.change(kept, **taken)
