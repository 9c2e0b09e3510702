"""What a film won at a festival, put in place as a list of lines."""

from collections.abc import Sequence

from django.db import transaction

from catalog.models import Award, Participation
from catalog.models.film import ordered


@transaction.atomic
def set_awards(participation: Participation, texts: Sequence[str]) -> None:
    """Make these the awards, in this order.

    A row whose words stay is kept, and a line put right keeps its row, so that history tells what
    was changed into what.
    """
    rows = ordered(participation.awards.all())
    places: list[Award | None] = [_take(rows, text) for text in texts]
    for order, text in enumerate(texts):
        row = places[order] or (rows.pop(0) if rows else Award(participation=participation))
        if row.pk is None or (row.text, row.order) != (text, order):
            row.text, row.order = text, order
            row.save()
    for row in rows:
        row.delete()


def _take(rows: list[Award], text: str) -> Award | None:
    """Take the first row with these words out of `rows`."""
    for place, row in enumerate(rows):
        if row.text == text:
            return rows.pop(place)
    return None
