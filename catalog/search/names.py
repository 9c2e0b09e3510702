"""The people and subjects of films, found by any word of their names."""

from collections.abc import Iterable

from catalog.models import SearchName
from catalog.search.documents import Name
from catalog.search.engine import engine
from catalog.search.stems import known
from catalog.search.text import indexed

FIELDS = ("name", "slug", "words")
THINGS = "things"  # their text table
IN_ENGLISH = known(set())


def keep(names: dict[tuple[str, int], Name]) -> None:
    """Write those names that are new or another now. A name of no film any more stays unseen."""
    held = _held(names)
    changed = {key: name for key, name in names.items() if held.get(key) != name}
    if not changed:
        return
    rows = SearchName.objects.bulk_create(
        (
            SearchName(kind=kind, thing_id=thing_id, **name._asdict())
            for (kind, thing_id), name in sorted(changed.items())
        ),
        update_conflicts=True,
        unique_fields=["kind", "thing_id"],
        update_fields=FIELDS,
    )
    engine().replace(THINGS, {row.pk: indexed([row.words], IN_ENGLISH) for row in rows})


def _held(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Name]:
    ids = {thing_id for _kind, thing_id in names}
    rows = SearchName.objects.filter(thing_id__in=ids).values_list("kind", "thing_id", *FIELDS)
    return {(kind, thing_id): Name(*rest) for kind, thing_id, *rest in rows}
