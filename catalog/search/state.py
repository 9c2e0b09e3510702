"""The question asked of the catalogue: any query string makes one, and it writes itself as one."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from catalog.paging import page_number

GROUPS = tuple(path.rpartition(".")[2] for path in settings.FILM_FACETS)  # in the address's order
SORTS = ("best", "newest", "title", "year")
VIEWS = ("cards", "list")
LONGEST_QUERY = 200
LONGEST_VALUE = 120
MOST_VALUES = 20  # of one group that count: nobody ticks more, and each has its price
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def cleaned(text: str, longest: int = LONGEST_QUERY) -> str:
    """What somebody typed: one line, without control characters, at most 200 characters."""
    text = CONTROL.sub(" ", unicodedata.normalize("NFC", text[: 4 * longest]))
    return " ".join(text.split())[:longest]


@dataclass(frozen=True)
class Question:
    """Words, chosen values, an order and a page.

    choices: by group, in the address's order; the values of each are sorted, and none is empty.
    sort: one of SORTS, or empty for the usual: the best match first, without words by title.
    place: the path of the page that is asked, where it is not that of all films.
    """

    q: str = ""
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    page: int = 1
    view: str = ""
    place: str = ""

    @classmethod
    def from_params(cls, params: QueryDict, place: str = "") -> "Question":
        """Of any query string: what is unknown, empty or too much is left out."""
        q = cleaned(params.get("q", ""))
        chosen = ((group, _values(params.getlist(group))) for group in GROUPS)
        return cls(
            q=q,
            choices=tuple((group, values) for group, values in chosen if values),
            sort=_unusual(params.get("sort", ""), SORTS, usual="best" if q else "title"),
            page=page_number(params.get("page", "")),
            view=_unusual(params.get("view", ""), VIEWS, usual="cards"),
            place=place,
        )

    @property
    def order(self) -> str:
        """The order that counts: one of SORTS, and the best match only where there are words."""
        if not self.q and self.sort in {"", "best"}:
            return "title"
        return self.sort or "best"

    @property
    def values(self) -> Iterator[tuple[str, str]]:
        """Every chosen value, with its group."""
        return ((group, value) for group, values in self.choices for value in values)

    @property
    def is_narrowed(self) -> bool:
        """By words or by choices: not simply all films."""
        return bool(self.q or self.choices)

    @property
    def params(self) -> list[tuple[str, str]]:
        """What its first page is asked by, without what is empty or usual."""
        params = [("q", self.q), *self.values, ("sort", self.sort), ("view", self.view)]
        return [(name, value) for name, value in params if value]

    @property
    def address(self) -> str:
        """The query string of this question; or nothing."""
        page = [("page", str(self.page))] if self.page > 1 else []
        text = urlencode([*self.params, *page])
        return f"?{text}" if text else ""

    @property
    def path(self) -> str:
        return self.place or reverse("catalog:film_list")

    def get_absolute_url(self) -> str:
        return self.path + self.address

    def facet_address(self, name: str) -> str:
        """Where all is that a facet offers to this question."""
        return f"{self.path}facets/{name}/{self.address}"

    @property
    def canonical(self) -> str:
        """The one address of these films, in whatever order and view they are seen."""
        return replace(self, sort="", view="").get_absolute_url()

    def chosen(self, group: str) -> tuple[str, ...]:
        return dict(self.choices).get(group, ())

    def with_value(self, group: str, value: str) -> "Question":
        """The first page of the question with one more value. Raises ValueError for no group."""
        return self._with(group, _values([*self.chosen(group), value]))

    def without_value(self, group: str, value: str) -> "Question":
        return self._with(group, tuple(held for held in self.chosen(group) if held != value))

    def without_group(self, group: str) -> "Question":
        return self._with(group, ())

    def without_choices(self) -> "Question":
        return replace(self, choices=(), page=1)

    @property
    def of_all_films(self) -> "Question":
        """The same asked of the whole catalogue."""
        return replace(self, place="", page=1)

    def for_words(self, q: str) -> "Question":
        """The same with other words, in the usual order."""
        return replace(self, q=cleaned(q), sort="", page=1)

    def sorted_by(self, order: str) -> "Question":
        usual = "best" if self.q else "title"
        return replace(self, sort=_unusual(order, SORTS, usual=usual), page=1)

    def seen_as(self, view: str) -> "Question":
        return replace(self, view=_unusual(view, VIEWS, usual="cards"))

    def at_page(self, number: int) -> "Question":
        return replace(self, page=number)

    @property
    def first_page(self) -> "Question":
        return self.at_page(1)

    def _with(self, group: str, values: tuple[str, ...]) -> "Question":
        if group not in GROUPS:
            raise ValueError(f"There is no group {group!r}.")
        held = dict(self.choices) | {group: values}
        choices = tuple((name, held[name]) for name in GROUPS if held.get(name))
        return replace(self, choices=choices, page=1)


def _values(texts: Iterable[str]) -> tuple[str, ...]:
    """The first few different ones, in one order, whatever order they came in."""
    cleaned_texts = (cleaned(text, LONGEST_VALUE) for text in list(texts)[: 5 * MOST_VALUES])
    return tuple(sorted([text for text in dict.fromkeys(cleaned_texts) if text][:MOST_VALUES]))


def _unusual(text: str, known: tuple[str, ...], *, usual: str) -> str:
    return text if text in known and text != usual else ""
