"""The demo's films as a table, and back."""

import io

import pytest

from catalog.exchange.export import write_films
from catalog.exchange.importing.planning import plan
from catalog.exchange.reading import read
from catalog.models import Film, Source


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_demo_handed_out_and_brought_in_again_changes_nothing(loaded, form):
    file = io.BytesIO()
    write_films(Film.objects.all(), file, form=form)
    file.seek(0)

    with plan(read(file, name=f"films.{form}"), Source(name="The table", slug="table")) as found:
        assert [*found.changes(), *found.notes()] == []
        assert found.counts.unchanged == loaded["films"]
