"""The report of an import, to page through and to take away."""

from collections.abc import Iterator, Sequence

from django.db.models import Count

from catalog.exchange.cells import guarded
from catalog.exchange.desk.lists import PER_PAGE, Line, List, Page, page_of
from catalog.models import ImportLine, ImportRun

COLUMNS = ("place", "title", "words", "film")
HEADINGS = ["Line or record", "List", "Title", "What there is to say", "Film"]


class Report:
    def __init__(self, run: ImportRun) -> None:
        self.run = run
        counted = run.lines.order_by().values_list("kind").annotate(Count("pk"))
        numbers = dict(counted)
        kinds = (kind for kind in ImportLine.Kind if numbers.get(kind))
        self.lists = [List(kind.value, kind.label, numbers[kind]) for kind in kinds]

    def page(self, name: str, number: int) -> Page | None:
        return page_of(self.lists, name, number, self._lines)

    def _lines(self, name: str, start: int) -> Sequence[Line]:
        lines = self.run.lines.filter(kind=name).order_by("pk")[start : start + PER_PAGE]
        return [Line(*values) for values in lines.values_list(*COLUMNS)]


def csv_rows(run: ImportRun) -> Iterator[list[str]]:
    """All its lines below their headings, the first row."""
    yield HEADINGS
    lines = run.lines.select_related("film").order_by("pk")
    for line in lines.iterator(1000):
        film = line.film.identifier if line.film else ""
        cells = [str(line.place or ""), line.get_kind_display(), line.title, line.words, film]
        yield [guarded(cell) for cell in cells]
