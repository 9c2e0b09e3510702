import pytest
from django.utils import timezone

from catalog.models import Film
from catalog.search.matching import matching
from catalog.search.query import parse
from tests.factories.catalog import make_credit, make_film, make_person


def found(q, **how):
    hits = matching(parse(q), at=timezone.now(), **how)
    titles = dict(Film.objects.values_list("pk", "title"))
    return [titles[pk] for pk in hits.ids]


def test_a_film_is_found_at_once(db):
    film = make_film(title="Last Train Home", synopsis="Migrants’ journeys.")
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    make_film(title="Another")
    for q in ("last train", "tra", "Fan, Lixin", "migrant", '"last train"', "train -fan", "last -home"):
        print(q, found(q))
    assert found("train", within=1 << film.pk) == ["Last Train Home"]
    assert found("train", within=1 << (film.pk+1)) == []
