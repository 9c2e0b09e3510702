"""What became of a file, printed: for a person, or as one JSON object."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.exchange.importing.planning import Counts, Plan
from catalog.management.base import one_line
from catalog.models import FormerAddress, ImportLine

KINDS = ImportLine.Kind
FILMS = ("new", "changed", "unchanged", "rejected", "skipped", "vanished")
TOLD_OF_ALL = (KINDS.REJECTED, KINDS.VANISHED, KINDS.KEPT, KINDS.UNREAD)
MOST_SKIPPED = 20  # lines that say of something that it is no film; all are in the kept report


def print_for_people(out: Any, counts: Counts, lines: Iterable[Any]) -> None:
    """The counts, then a line for everything that somebody should look at."""
    out.write(f"{counts.read:,} records")
    for name in FILMS:
        out.write(f"  {name:<10} {getattr(counts, name):>9,}")
    for kind in FormerAddress.Kind:
        made, matched = counts.made.get(kind, 0), counts.matched.get(kind, 0)
        if made or matched:
            plural = "people" if kind == "person" else f"{kind}s"
            out.write(f"  {plural:<12} {made:>7,} made, {matched:,} matched")
    if counts.kept:
        out.write(f"  {counts.kept:,} facts kept as they were edited here")
    if counts.unread:
        out.write(
            f"  {counts.unread:,} facts kept as text, since they were not understood, or in part"
        )
    skipped = 0
    for line in lines:
        skipped += line.kind == KINDS.SKIPPED
        if line.kind in TOLD_OF_ALL or skipped <= MOST_SKIPPED:
            out.write(_line(line))
    if skipped > MOST_SKIPPED:
        out.write(f"… and {skipped - MOST_SKIPPED:,} more skipped.")


def _line(line: Any) -> str:
    place = f"record {line.place}" if line.place else "not in the file"
    title = f" “{one_line(line.title)}”" if line.title else ""
    return f"{line.kind}, {place}{title}: {one_line(line.words)}".removesuffix(": ")


def print_as_json(
    out: Any, head: dict[str, Any], counts: Counts, lines: Iterable[Any], found: Plan | None
) -> None:
    """One object, written as it is read: counts, then a list for each kind of line.

    found: of a dry run, whose changes are told fact by fact.
    """
    out.write(json.dumps(head | counts.as_json(), ensure_ascii=False)[:-1], ending="")
    _write_list(out, "lines", (_as_json(line) for line in lines))
    if found is not None:
        _write_list(out, "changes", _changes(found))
    out.write("}")


def _write_list(out: Any, name: str, values: Iterator[dict[str, Any]]) -> None:
    out.write(f', "{name}": [', ending="")
    for number, value in enumerate(values):
        out.write(f"{',' if number else ''}\n  {json.dumps(value, ensure_ascii=False)}", ending="")
    out.write("]", ending="")


def _as_json(line: Any) -> dict[str, Any]:
    return {
        "kind": str(line.kind), "place": line.place, "title": line.title, "reason": line.words
    }  # fmt: skip


def _changes(found: Plan) -> Iterator[dict[str, Any]]:
    for place, title, _film, facts in found.changes():
        told = [dict(zip(("fact", "here", "there"), fact, strict=True)) for fact in facts]
        yield {"place": place, "title": title, "facts": told}
