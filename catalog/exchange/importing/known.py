"""Which film of the library a record is of, where its source has not spoken of it before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.gathering import OWN, SHARED_SCHEMES
from catalog.exchange.importing.names import Names, Ref
from catalog.exchange.importing.spool import Entry
from catalog.models import Credit, Film, FilmIdentifier, OldSlug, Source, SourceRecord
from catalog.models.film import sort_key

AT_ONCE = 500


class Ambiguous(ValueError):
    """A record that may be of several films; its words say which."""


@dataclass
class Namesake:
    """A film that files under a record's title."""

    pk: int
    years: set[int]
    directors: set[Ref] = field(default_factory=set)
    is_taken: bool = False  # the source has another record of it


class Library:
    """The films that a batch of records may be of. A few queries, however many records.

    until: the number of the last film that was there before this import; what the import itself
    makes is nobody else's film.
    """

    def __init__(self, entries: Sequence[Entry], source: Source, names: Names, until: int) -> None:
        self.names = names
        self.films = Film.objects.filter(pk__lte=until)
        self.by_own = self._by_own([entry.said for entry in entries])
        self.by_number = self._by_number([entry.said for entry in entries])
        self.namesakes = self._namesakes({_files_under(entry.said) for entry in entries}, source)

    def film_of(self, entry: Entry) -> int | None:
        """The film's number; None for a new one. Raises Ambiguous."""
        said = entry.said
        for fact in ("identifier", "slug"):
            if said.get(fact) in self.by_own:
                return self.by_own[said[fact]]
        pairs = [tuple(pair) for pair in said.get("identifiers", [])]
        numbered = set().union(*(self.by_number.get(pair, set()) for pair in pairs))
        if len(numbered) > 1:
            numbers = ", ".join(value for _scheme, value in pairs)
            raise Ambiguous(_("Several films here have its number: %(numbers)s.")
                            % {"numbers": numbers})  # fmt: skip
        if numbered:
            return numbered.pop()
        return self._by_title(entry)

    def _by_title(self, entry: Entry) -> int | None:
        """By title, year and directors, of which both must agree where the source has numbers."""
        year = (entry.said.get("year") or [None])[0]
        directors = _directors(entry.said, self.names)
        agreeing: dict[int, list[Namesake]] = defaultdict(list)
        for film in self.namesakes.get(_files_under(entry.said), []):
            same_year = None if not (year and film.years) else year in film.years
            both = directors and film.directors
            same_people = None if not both else bool(directors & film.directors)
            if False not in (same_year, same_people):
                agreeing[bool(same_year) + bool(same_people)].append(film)
        if not entry.key.startswith(OWN):
            sure = [film for film in agreeing[2] if not film.is_taken]
            return sure[0].pk if len(sure) == 1 else None
        best = agreeing[2] or agreeing[1]
        if len(best) == 1:
            return best[0].pk
        if best:
            raise Ambiguous(_("Several films here have this title, year and director."))
        if agreeing[0]:
            raise Ambiguous(
                _("A film of this title is here, and no year or director tells if it is this one.")
            )
        return None

    def _by_own(self, facts: Iterable[Said]) -> dict[str, int]:
        facts = list(facts)
        own = {said[fact] for said in facts for fact in ("identifier", "slug") if said.get(fact)}
        found: dict[str, int] = {}
        for some in _some(own):
            for old, pk in OldSlug.objects.filter(slug__in=some).values_list("slug", "film_id"):
                found[old] = pk
            films = self.films.filter(Q(identifier__in=some) | Q(slug__in=some))
            for pk, identifier, slug in films.values_list("pk", "identifier", "slug"):
                found |= {slug: pk, identifier: pk}
        return found

    def _by_number(self, facts: Iterable[Said]) -> dict[tuple[str, str], set[int]]:
        values = {value for said in facts for _scheme, value in said.get("identifiers", [])}
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for some in _some(values):
            rows = FilmIdentifier.objects.filter(value__in=some, film__in=self.films)
            for scheme, value, film in rows.values_list("scheme", "value", "film_id"):
                if scheme in SHARED_SCHEMES:
                    found[scheme, value].add(film)
        return found

    def _namesakes(self, keys: set[str], source: Source) -> dict[str, list[Namesake]]:
        found: dict[int, Namesake] = {}
        by_key: dict[str, list[Namesake]] = defaultdict(list)
        for some in _some(keys):
            films = self.films.filter(sort_key__in=some).order_by("pk")
            for pk, key, first, last in films.values_list("pk", "sort_key", "year_from", "year_to"):
                years = set(range(first, (last or first) + 1)) if first else set()
                found[pk] = Namesake(pk, years)
                by_key[key].append(found[pk])
        for some in _some(found):
            credits = Credit.objects.filter(film_id__in=some, role=Credit.Role.DIRECTOR)
            for film, person in credits.values_list("film_id", "person_id"):
                found[film].directors.add(person)
            taken = SourceRecord.objects.filter(source_id=source.pk, film_id__in=some)
            for film in taken.values_list("film_id", flat=True):
                found[int(film or 0)].is_taken = True
        return by_key


def _files_under(said: Said) -> str:
    return sort_key(said.get("sort_title") or said.get("title") or "")


def _directors(said: Said, names: Names) -> set[Ref]:
    credits = said.get("credits", [])
    return {names.find("person", credit[0]) for credit in credits if credit[1] == "director"}


def _some(values: Iterable[Any]) -> Iterable[list[Any]]:
    ordered = sorted(value for value in values if value)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
