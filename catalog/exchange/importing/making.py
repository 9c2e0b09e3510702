"""New people, subjects, festivals, companies and collections, made as the facts name them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from catalog.authority.matching import parts_of
from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.names import MODELS, Known, Names, named_in
from catalog.exchange.importing.slugs import Slugs, wish
from catalog.exchange.importing.spool import Spool
from catalog.exchange.importing.tree import leads_back, planted, waves, wider_in
from catalog.history.rows import Rows
from catalog.models import Person, Subject


class Making:
    """Makes what is named and not there, a batch at a time, through a whole import."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.slugs = {kind: Slugs(model) for kind, model in MODELS.items()}

    def make(self, facts: Iterable[Said], names: Names, rows: Rows) -> None:
        """Make all that these facts name, and let `names` know."""
        facts = list(facts)
        groups = {name for said in facts for name, *_, group in said.get("credits", []) if group}
        wanted: dict[str, dict[str, str]] = {kind: {} for kind in MODELS}
        for said in facts:
            for kind, name in named_in(said):
                ref = names.find(kind, name)
                if isinstance(ref, str):
                    wanted[kind].setdefault(ref, name)
        for kind, new in wanted.items():
            if kind != "subject":
                things = [_thing(kind, name, name in groups) for name in new.values()]
                self._write(kind, things, list(new), names, rows)
        self._make_subjects(facts, wanted["subject"], names, rows)

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

    def _make_subjects(
        self, facts: list[Said], new: dict[str, str], names: Names, rows: Rows
    ) -> None:
        """Subjects stand as their paths do. Where the library has a tree, it stays."""
        wider = wider_in(facts, new, names)
        for keys in waves(new, wider):
            subjects = []
            for key in keys:
                above = names.settled("subject", wider[key]) if key in wider else None
                subjects.append(Subject(name=new[key], parent_id=above))
            self._write("subject", subjects, keys, names, rows)
        self._plant(facts, names, rows)

    def _plant(self, facts: list[Said], names: Names, rows: Rows) -> None:
        """Put below its wider one what this import made before it knew of that."""
        wider: dict[int, int] = {}
        for said in facts:
            for path in said.get("subjects", []):
                refs = [names.settled("subject", names.find("subject", name)) for name in path]
                for above, below in pairwise(refs):
                    if above != below and self.spool.is_new("subject", below):
                        wider.setdefault(below, above)
        for subject in planted(wider):
            if not leads_back(subject.pk, wider[subject.pk]):
                subject.parent_id = wider[subject.pk]
                rows.change(subject, "parent")
                rows.write([Subject])  # so that the next way up goes through it


def _thing(kind: str, name: str, is_collective: bool) -> Any:
    """“Fan, Lixin” is shown as “Lixin Fan”, and then it is known which name is the family's."""
    if kind != "person":
        return MODELS[kind](name=name)
    if is_collective:
        return Person(name=name, is_collective=True)
    shown, family, given = parts_of(name)
    return Person(name=shown, family_name=family[:120], given_name=given[:120])
