"""New people, subjects, festivals, companies and collections, made as the facts name them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from catalog.authority.matching import parts_of
from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.names import MODELS, Known, Names, named_in
from catalog.exchange.importing.rows import Rows
from catalog.exchange.importing.slugs import Slugs, wish
from catalog.exchange.importing.spool import Spool
from catalog.models import Person, Subject


class Making:
    """Makes what is named and not there, a batch at a time, through a whole import."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.slugs = {kind: Slugs(model) for kind, model in MODELS.items()}

    def make(self, facts: Iterable[Said], names: Names, rows: Rows) -> None:
        """Make all that these facts name, and let `names` know. Subjects stand as their paths."""
        facts = list(facts)
        groups = {name for said in facts for name, *_, group in said.get("credits", []) if group}
        wanted: dict[tuple[str, str], str] = {}
        for said in facts:
            for kind, name in named_in(said):
                ref = names.find(kind, name)
                if isinstance(ref, str):
                    wanted.setdefault((kind, ref), name)
        for kind, model in MODELS.items():
            new = {key: name for (of, key), name in wanted.items() if of == kind}
            things = [_thing(model, name, is_collective=name in groups) for name in new.values()]
            self._write(kind, things, list(new), names, rows)
        self._plant(facts, names, rows)

    def _write(
        self, kind: str, things: list[Any], keys: list[str], names: Names, rows: Rows
    ) -> None:
        wishes = [[wish(thing.name, otherwise=kind)] for thing in things]
        for thing, slug in zip(things, self.slugs[kind].give(wishes), strict=True):
            thing.slug = slug
            rows.add(thing)
        rows.write([MODELS[kind]])
        for thing, key in zip(things, keys, strict=True):
            names.learn(kind, key, Known(thing.pk, thing.name, ""))
            self.spool.name(kind, thing.pk, is_new=True)

    def _plant(self, facts: Iterable[Said], names: Names, rows: Rows) -> None:
        """Put new subjects below their wider ones; where the library has a tree, it stays."""
        wider: dict[int, int] = {}
        for said in facts:
            for path in said.get("subjects", []):
                refs = [names.find("subject", name) for name in path]
                for above, below in pairwise(refs):
                    if isinstance(below, int) and self.spool.is_new("subject", below):
                        wider.setdefault(int(below), int(above))
        subjects = Subject.objects.filter(parent=None).in_bulk(list(wider))
        for pk, subject in subjects.items():
            if not self._is_above(pk, wider[pk], wider):
                subject.parent_id = wider[pk]
                rows.change(subject, "parent")
            else:
                del wider[pk]
        rows.write([Subject])

    def _is_above(self, pk: int, below: int, wider: dict[int, int]) -> bool:
        """A source may contradict itself: “A/B” and “B/A”. The first to come stands."""
        seen: set[int] = set()
        above: int | None = below
        while above is not None and above not in seen:
            if above == pk:
                return True
            seen.add(above)
            found = Subject.objects.filter(pk=above).values_list("parent_id", flat=True).first()
            above = found or wider.get(above)
        return False


def _thing(model: Any, name: str, *, is_collective: bool) -> Any:
    """“Fan, Lixin” is shown as “Lixin Fan”, and then it is known which name is the family's."""
    if model is not Person or is_collective:
        return model(name=name, is_collective=True) if model is Person else model(name=name)
    shown, family, given = parts_of(name)
    return Person(name=shown, family_name=family[:120], given_name=given[:120])
