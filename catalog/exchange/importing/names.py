"""The people, subjects, festivals, companies and collections that a batch of records names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from catalog.authority.matching import match_key
from catalog.exchange.importing.facts import Said
from catalog.models import (
    Collection,
    Distributor,
    DistributorAlias,
    Festival,
    FestivalAlias,
    Person,
    PersonAlias,
    Subject,
    SubjectAlias,
)

# A thing that is there, by its number, or one that is not, by the key of its name.
Ref = int | str
MODELS: dict[str, Any] = {
    "person": Person,
    "subject": Subject,
    "festival": Festival,
    "distributor": Distributor,
    "collection": Collection,
}
ALIASES: dict[str, Any] = {
    "person": PersonAlias,
    "subject": SubjectAlias,
    "festival": FestivalAlias,
    "distributor": DistributorAlias,
}
AT_ONCE = 500


class Known(NamedTuple):
    """A thing in the library that goes by a name. original: its name in its own script."""

    pk: int
    name: str
    original: str


def named_in(said: Said) -> Iterator[tuple[str, str]]:
    """Kind and name of everything that the facts name."""
    for name, *_rest in said.get("credits", []):
        yield "person", name
    for path in said.get("subjects", []):
        yield from (("subject", name) for name in path)
    for name, *_rest in said.get("festivals", []):
        yield "festival", name
    for fact in ("distributor", "collection"):
        yield from ((fact, name) for name in said.get(f"{fact}s", []))


class Names:
    """Which things of the library a batch of facts speaks of. A few queries for each kind."""

    def __init__(self, facts: Iterable[Said]) -> None:
        self.known: dict[tuple[str, str], dict[int, Known]] = {}
        self.shown: dict[tuple[str, Ref], str] = {}
        self.look_up(facts)

    def look_up(self, facts: Iterable[Said]) -> None:
        """Learn what these facts name besides what is known."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for said in facts:
            for kind, name in named_in(said):
                key = match_key(name)
                if (kind, key) not in self.known:
                    self.known[kind, key] = {}
                    wanted[kind].add(key)
        for kind, keys in wanted.items():
            self._look_up(kind, sorted(keys))

    def _look_up(self, kind: str, keys: list[str]) -> None:
        original = ["original_name"] if kind == "person" else []
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            things = MODELS[kind].objects.filter(match_key__in=some)
            for key, *thing in things.values_list("match_key", "pk", "name", *original):
                self.learn(kind, key, Known(*[*thing, ""][:3]))
            if kind not in ALIASES:
                continue
            others = ALIASES[kind].objects.filter(match_key__in=some)
            columns = [f"{kind}__{column}" for column in ("pk", "name", *original)]
            for key, *thing in others.values_list("match_key", *columns):
                self.learn(kind, key, Known(*[*thing, ""][:3]))

    def learn(self, kind: str, key: str, thing: Known) -> None:
        self.known.setdefault((kind, key), {})[thing.pk] = thing
        self.shown[kind, thing.pk] = thing.name

    def find(self, kind: str, name: str) -> Ref:
        """The one thing that goes by this name, or the key of one that is not there yet.

        Where several do, it is the one that shows exactly this name; else the oldest that carries
        no name in its own script, for that name is how a librarian tells namesakes apart. Where
        all do, nobody here can be meant for sure: it is somebody new.
        """
        key = match_key(name)
        found = sorted(self.known.get((kind, key), {}).values())
        if len(found) > 1:
            exact = [thing for thing in found if thing.name == name]
            untold = [thing for thing in found if not thing.original]
            found = exact if len(exact) == 1 else untold[:1]
        if found:
            return found[0].pk
        self.shown.setdefault((kind, key), name)
        return key

    def name_of(self, kind: str, ref: Ref) -> str:
        return self.shown.get((kind, ref), str(ref))

    def settled(self, kind: str, ref: Ref) -> int:
        """The number of a thing that was made since it was found missing."""
        return ref if isinstance(ref, int) else int(self.find(kind, self.shown[kind, ref]))
