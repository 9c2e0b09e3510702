"""Acts on many licences at once, and the one way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from streaming.availability import Status, availability_of
from streaming.bulk_acts import Refused, end_all, grant_all, undo, undoing_of
from streaming.models import AuditLine, Licence
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    LONG_AGO,
    make_licence,
    make_media,
    make_staff,
    make_university,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(db):
    return make_staff("catalogue")


def status_of(film, university):
    return availability_of(film, university, at=timezone.now()).status


def test_a_grant_undone_leaves_no_licence_and_flips_the_answer(somebody):
    films, university = [make_media().film, make_media().film], make_university()
    older = make_licence(film=films[0], university=university)
    act = grant_all(films, [university], by=somebody, starts_on=LONG_AGO)
    assert status_of(films[1], university) is Status.STREAMING

    undo(act, by=somebody)

    assert Licence.objects.get() == older
    assert status_of(films[0], university) is Status.STREAMING
    assert status_of(films[1], university) is Status.NOT_LICENSED
    assert Licence.history.filter(history_type="-").count() == 2


def test_an_end_undone_puts_each_licence_back_as_it_was(somebody):
    licence = make_licence(film=make_media().film)
    later = timezone.now() + timedelta(days=3)
    to_end_later = make_licence(film=licence.film, revoked_at=later)
    act = end_all([licence.pk, to_end_later.pk], by=somebody, at=timezone.now())
    assert status_of(licence.film, licence.university) is Status.ENDED

    undo(act, by=somebody)

    licence.refresh_from_db()
    to_end_later.refresh_from_db()
    assert (licence.revoked_at, to_end_later.revoked_at) == (None, later)
    assert status_of(licence.film, licence.university) is Status.STREAMING


def test_what_was_changed_since_stays_and_is_named(somebody):
    films, university = [make_film() for _ in range(3)], make_university()
    act = grant_all(films, [university], by=somebody, starts_on=LONG_AGO)
    touched, removed, left = (Licence.objects.get(film=film) for film in films)
    touched.note = "Paid"
    touched.save()
    removed.delete()

    undone = undo(act, by=somebody)

    assert {line.film for line in undone.changed} == {films[0], films[1]}
    assert [licence.film for licence, _term in undone.back] == [left.film]
    assert Licence.objects.get() == touched


def test_a_licence_changed_and_changed_back_is_as_it_was_left(somebody):
    act = grant_all([make_film()], [make_university()], by=somebody, starts_on=LONG_AGO)
    end = end_all(Licence.objects.values_list("pk", flat=True), by=somebody, at=timezone.now())
    assert not undoing_of(act).back

    undo(end, by=somebody)

    assert len(undoing_of(act).back) == 1


def test_an_act_is_undone_once(somebody):
    licence = make_licence()
    act = end_all([licence.pk], by=somebody, at=timezone.now())
    undo(act, by=somebody)
    end_all([licence.pk], by=somebody, at=timezone.now())

    with pytest.raises(Refused, match="already"):
        undo(act, by=somebody)

    licence.refresh_from_db()
    assert licence.revoked_at is not None


def test_where_all_was_changed_since_nothing_is_undone(somebody):
    act = grant_all([make_film()], [make_university()], by=somebody, starts_on=LONG_AGO)
    Licence.objects.get().delete()

    with pytest.raises(Refused, match="changed since"):
        undo(act, by=somebody)

    act.refresh_from_db()
    assert act.undone_at is None


def test_an_act_without_anything_to_end_is_none(somebody):
    over = make_licence(revoked_at=timezone.now())

    assert end_all([over.pk], by=somebody, at=timezone.now()) is None


def test_the_audit_trail_tells_of_what_was_put_back(somebody):
    granted = grant_all([make_film()], [make_university()], by=somebody, starts_on=LONG_AGO)
    ended = end_all([make_licence().pk], by=somebody, at=timezone.now())
    AuditLine.objects.all().delete()

    undo(granted, by=somebody)
    undo(ended, by=somebody)

    acts = list(AuditLine.objects.order_by("id").values_list("act", flat=True))
    assert acts == [AuditLine.Act.REVOCATION, AuditLine.Act.GRANT]
