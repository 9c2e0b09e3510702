"""The next search tells the truth, however the catalogue was changed and by whom."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.models import (
    Award,
    Collection,
    Credit,
    Distributor,
    DistributorAlias,
    Festival,
    FestivalAlias,
    Film,
    OtherTitle,
    Person,
    PersonAlias,
    Review,
    SearchEntry,
    SearchStale,
    Subject,
    SubjectAlias,
)
from catalog.ready.triggers import lifted
from catalog.search import triggers
from catalog.search.check import differences
from catalog.search.entry import ANY_AWARD
from catalog.search.writer import index_everything, index_stale, state, up_to_date
from tests.asking import best_matches
from tests.catalog.ready.test_law import by_bulk_update, by_save, by_sql, by_update
from tests.factories.admin_form import form_on
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_film,
    make_participation,
    make_person,
    make_review,
    make_subject,
)

WAYS = [by_save, by_update, by_bulk_update, by_sql]


def found(q, at=None):
    return set(best_matches(q, at=at).ids)


def entry(film):
    up_to_date()
    return SearchEntry.objects.get(film_id=film.pk)


@pytest.fixture
def film(db):
    """A film with one of everything that it is found by."""
    film = make_film(title="A title", slug="the-film", original_title="Another")
    film.other_titles.create(text="A third")
    person = make_credit(film=film).person
    person.aliases.create(name="Somebody")
    make_review(film=film)
    festival = make_participation("An award", film=film).festival
    festival.aliases.create(name="A fest")
    wider = make_subject()
    subject = make_subject(parent=wider)
    subject.aliases.create(name="A theme")
    film.subjects.add(subject)
    film.collections.add(make_collection())
    distributor = make_distributor()
    distributor.aliases.create(name="A company")
    film.distributors.add(distributor)
    index_stale()
    return film


ROWS = {
    "title": (lambda film: film, "title"),
    "original title": (lambda film: film, "original_title"),
    "synopsis": (lambda film: film, "synopsis"),
    "other title": (lambda film: OtherTitle.objects.get(), "text"),
    "person": (lambda film: Person.objects.get(), "name"),
    "person in their own script": (lambda film: Person.objects.get(), "original_name"),
    "person's other name": (lambda film: PersonAlias.objects.get(), "name"),
    "subject": (lambda film: film.subjects.get(), "name"),
    "wider subject": (lambda film: Subject.objects.get(parent=None), "name"),
    "subject's other name": (lambda film: SubjectAlias.objects.get(), "name"),
    "collection": (lambda film: Collection.objects.get(), "name"),
    "distributor": (lambda film: Distributor.objects.get(), "name"),
    "distributor's other name": (lambda film: DistributorAlias.objects.get(), "name"),
    "festival": (lambda film: Festival.objects.get(), "name"),
    "festival's other name": (lambda film: FestivalAlias.objects.get(), "name"),
    "award": (lambda film: Award.objects.get(), "text"),
    "review": (lambda film: Review.objects.get(), "quotation"),
    "critic": (lambda film: Review.objects.get(), "critic"),
}


@pytest.mark.parametrize("update", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("name", ROWS)
def test_an_edit_is_found_by_the_next_search_however_it_was_made(film, name, update):
    find, field = ROWS[name]
    assert found("lantern") == set()

    update(find(film), field, "Lantern")
    assert found("lantern") == {film.pk}

    update(find(film), field, "Harbour")
    assert found("lantern") == set()
    assert found("harbour") == {film.pk}
    assert list(differences()) == []


def test_what_is_put_in_and_taken_out_is_found_and_not_found(film):
    credit = make_credit(film=film, person=make_person(name="Lantern"))
    assert found("lantern") == {film.pk}

    Credit.objects.filter(pk=credit.pk).delete()
    assert found("lantern") == set()

    Film.subjects.through.objects.bulk_create(
        [Film.subjects.through(film=film, subject=make_subject(name="Lantern"))]
    )
    assert found("lantern") == {film.pk}

    film.subjects.clear()
    assert found("lantern") == set()


def test_a_subject_moved_below_another_is_found_by_it(film):
    lantern = make_subject(name="Lantern")

    Subject.objects.filter(narrower__films=film).update(parent=lantern)

    assert found("lantern") == {film.pk}
    assert lantern.pk in entry(film).facets["subject"]


def test_an_edit_rolled_back_was_never_found(film):
    with transaction.atomic():
        Film.objects.update(title="Lantern")
        assert found("lantern") == {film.pk}
        transaction.set_rollback(True)

    assert found("lantern") == set()
    assert found("title") == {film.pk}
    assert list(differences()) == []


def test_a_film_that_is_gone_leaves_a_row_that_says_so(film):
    before = entry(film).revision

    Film.objects.filter(pk=film.pk).delete()

    assert found("title") == set()
    assert entry(film).published_from is None
    assert entry(film).revision > before
    assert list(differences()) == []


def test_a_film_at_another_address_is_still_found(film):
    by_sql(film, "slug", "moved")

    assert found("title") == {film.pk}
    assert not SearchStale.objects.exists()


def test_publishing_and_withdrawing_show_at_once(film):
    Film.objects.update(published_from=None)
    assert found("title") == set()

    tomorrow = timezone.now() + timedelta(days=1)
    Film.objects.update(published_from=tomorrow)
    assert found("title") == set()
    assert found("title", at=tomorrow) == {film.pk}

    Film.objects.update(published_from=timezone.now())
    assert found("title") == {film.pk}


def test_an_entry_holds_the_values_of_every_group(film):
    by_update(film, "year_from", 1989)
    by_update(film, "year_to", 1991)
    by_update(film, "runtime_seconds", 50 * 60)
    by_update(film, "countries", ["CA", "CN"])
    by_update(film, "languages", ["zh"])
    festival = Festival.objects.get()

    assert entry(film).facets == {
        "subject": sorted(Subject.objects.values_list("pk", flat=True)),
        "decade": [1980, 1990],
        "country": ["CA", "CN"],
        "language": ["zh"],
        "runtime": [40],
        "festival": [festival.pk],
        "award": [ANY_AWARD, festival.pk],
        "distributor": [Distributor.objects.get().pk],
        "collection": [Collection.objects.get().pk],
        "person": [Person.objects.get().pk],
    }


def test_a_later_writing_has_a_later_revision(film):
    first = entry(film).revision

    by_update(film, "title", "Lantern")

    assert first < entry(film).revision == state().revision


# --- doors --------------------------------------------------------------------------------------


def test_what_staff_save_is_indexed_with_the_save(client, film):
    client.force_login(get_user_model().objects.create_superuser("staff"))
    address = reverse("admin:catalog_film_change", args=[film.pk])
    form = form_on(client, address) | {"title": "Lantern"}

    assert client.post(address, form).status_code == 302

    assert not SearchStale.objects.exists()
    assert entry(film).titles.startswith("lantern\n")


def test_a_person_renamed_by_staff_is_indexed_with_the_save(client, film):
    client.force_login(get_user_model().objects.create_superuser("staff"))
    address = reverse("admin:catalog_person_change", args=[Person.objects.get().pk])

    assert client.post(address, form_on(client, address) | {"name": "Lantern"}).status_code == 302

    assert not SearchStale.objects.exists()
    assert found("lantern") == {film.pk}


def test_a_load_without_triggers_leaves_every_film_to_be_indexed(transactional_db):
    old = make_film(title="Lantern")
    index_stale()

    with lifted():
        new = make_film(title="Lantern street")
        old.subjects.add(make_subject(name="Harbour"))

    assert found("lantern") == {old.pk, new.pk}
    assert found("harbour") == {old.pk}


def test_triggers_laid_anew_note_what_is_out_of_step(transactional_db):
    film, gone = make_film(title="Lantern"), make_film(title="Lantern")
    index_stale()
    triggers.lift()
    late = make_film(title="Lantern")
    gone_pk = gone.pk
    gone.delete()

    triggers.lay()

    assert set(SearchStale.objects.values_list("film_id", flat=True)) == {late.pk, gone_pk}
    assert found("lantern") == {film.pk, late.pk}


# --- two at once --------------------------------------------------------------------------------


def elsewhere(work):
    """Do something on a connection of its own."""
    failed = []

    def run():
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not failed, failed


def test_another_connection_finds_an_edit_once_it_is_committed(transactional_db):
    film = make_film(title="A title")
    index_stale()
    seen = []

    elsewhere(lambda: Film.objects.update(title="Lantern"))
    elsewhere(lambda: seen.append(found("lantern")))

    assert seen == [{film.pk}]


def test_a_search_does_not_wait_for_a_writer(transactional_db):
    film = make_film(title="A title")
    index_stale()
    Film.objects.update(title="Lantern")
    seen = []

    with transaction.atomic():
        make_film(title="Lantern too")
        index_stale()
        elsewhere(lambda: seen.append(found("title")))

    assert seen == [{film.pk}]  # what stood when the writer began
    assert len(found("lantern")) == 2


def test_a_film_edited_again_while_it_is_prepared_is_left_to_its_next_turn(
    transactional_db, monkeypatch
):
    film = make_film(title="First")
    prepare = index_stale.__globals__["documents"]

    def prepare_and_be_overtaken(film_ids):
        prepared = prepare(film_ids)
        monkeypatch.setitem(index_stale.__globals__, "documents", prepare)
        elsewhere(lambda: Film.objects.update(title="Lantern"))
        return prepared

    monkeypatch.setitem(index_stale.__globals__, "documents", prepare_and_be_overtaken)
    index_stale()

    assert found("first") == set()
    assert found("lantern") == {film.pk}


def test_a_database_that_may_only_be_read_answers_from_the_index_it_has(transactional_db):
    film = make_film(title="A title")
    index_stale()
    Film.objects.update(title="Lantern")
    only_read, write = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET default_transaction_read_only = on", "RESET ALL"),
    }[connection.vendor]

    with connection.cursor() as cursor:
        cursor.execute(only_read)
        try:
            seen = found("title")
        finally:
            cursor.execute(write)

    assert seen == {film.pk}
    assert found("lantern") == {film.pk}


def test_everything_written_anew_is_what_was_written_before(film):
    before = SearchEntry.objects.defer("revision").get(film_id=film.pk)

    assert index_everything() == 1

    after = SearchEntry.objects.get(film_id=film.pk)
    assert (after.titles, after.words, after.facets) == (
        before.titles,
        before.words,
        before.facets,
    )
    assert list(differences()) == []
