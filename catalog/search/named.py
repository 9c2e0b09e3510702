"""The names of values: things are looked up, all others say it themselves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from catalog.search.columns import Value
from catalog.search.facets import Facet, ThingFacet, Words, facets

# Written by hand, since the ORM takes longer to write it than the database to answer it.
THINGS = "SELECT '{group}', id, slug, name FROM {table} WHERE {column} IN ({marks})"


@dataclass(frozen=True)
class Named:
    """A value of a facet, its text in an address and its words on a page.

    value: None for a text that stands for nothing there is.
    """

    facet: Facet
    value: Value | None
    text: str
    words: Words


class Row(NamedTuple):
    """A thing of a group: its number, its address and its name."""

    group: str
    pk: int
    slug: str
    name: str


def named_by_text(chosen: Iterable[tuple[str, str]]) -> list[Named]:
    """The values of groups, by their texts in an address, in this order. One query for things."""
    chosen = list(chosen)
    rows = {(row.group, row.slug): row for row in _rows("slug", _grouped(chosen))}
    named = []
    for group, text in chosen:
        facet = facets()[group]
        if (group, text) in rows:
            row = rows[group, text]
            named.append(Named(facet, row.pk, text, row.name))
            continue
        value = facet.value(text)
        words = text if value is None else facet.words(value)
        named.append(Named(facet, value, text, words))
    return named


def named_by_value(wanted: Mapping[str, Collection[Value]]) -> dict[tuple[str, Value], Named]:
    """The values of groups, without things that are no more. One query for things."""
    named: dict[tuple[str, Value], Named] = {
        (row.group, row.pk): Named(facets()[row.group], row.pk, row.slug, row.name)
        for row in _rows("id", wanted)
    }
    for group, values in wanted.items():
        facet = facets()[group]
        for value in values:
            if facet.says(value):
                named[group, value] = Named(facet, value, facet.text(value), facet.words(value))
    return named


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for group, text in pairs:
        groups.setdefault(group, []).append(text)
    return groups


def _rows(column: str, wanted: Mapping[str, Collection[Any]]) -> Iterable[Row]:
    """The things of all groups whose `column` is one of those wanted. One query, or none."""
    selects: list[str] = []
    values: list[Any] = []
    for group, keys in wanted.items():
        facet = facets()[group]
        if isinstance(facet, ThingFacet) and keys:
            table, marks = facet.model._meta.db_table, ", ".join(["%s"] * len(keys))
            selects.append(THINGS.format(group=group, table=table, column=column, marks=marks))
            values += keys
    if not selects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), values)
        return map(Row._make, cursor.fetchall())
