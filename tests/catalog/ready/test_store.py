"""What is kept is never older than an edit, and keeping never stops a page."""

import sqlite3
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from catalog import film_page
from catalog.models import Film, Ready, Review, Stamp
from catalog.ready import store, triggers
from tests.factories.catalog import make_film, make_review

PAGE = "/films/the-film/"
THING = "film:the-film"


def mark():
    return Stamp.objects.filter(of=THING).values_list("mark", flat=True).first()


@pytest.fixture
def film(db):
    film = make_film(slug="the-film", synopsis="As it was first written.")
    make_review(film=film, quotation="As first printed.")
    return film


def page(client):
    response = client.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


# --- read and keep -----------------------------------------------------------------------------


def test_what_was_kept_under_the_present_mark_is_read(film):
    store.keep(THING, "body", mark=mark(), language="en", template="t.html")

    kept = store.read(THING, language="en", template="t.html")

    assert kept[THING] == store.Kept(mark(), b"body")


def test_what_is_read_is_as_it_is_sent(film):
    store.keep(THING, "“身体”\n", mark=mark(), language="en")

    assert store.read(THING, language="en")[THING].body == "“身体”\n".encode()


@pytest.mark.parametrize(("language", "template"), [("de", "t.html"), ("en", "other.html")])
def test_one_form_of_a_page_is_not_another(film, language, template):
    store.keep(THING, "body", mark=mark(), language="en", template="t.html")

    assert store.read(THING, language=language, template=template)[THING].body is None


def test_a_thing_that_does_not_exist_is_not_in_the_answer(film):
    assert "film:absent" not in store.read("film:absent", language="en", template="t.html")


def test_what_pages_share_comes_along_in_the_same_query(film, django_assert_num_queries):
    with django_assert_num_queries(1):
        things = store.read(THING, language="en")

    assert set(things) == {THING, *triggers.shared_things()}


def test_keeping_twice_keeps_the_later(film):
    for body in ("first", "second"):
        store.keep(THING, body, mark=mark(), language="en")

    assert [ready.body for ready in Ready.objects.filter(of=THING)] == ["second"]


def test_what_was_kept_before_an_edit_is_not_read_after_it(film):
    store.keep(THING, "body", mark=mark(), language="en")

    film.reviews.update(quotation="Changed.")

    assert store.read(THING, language="en")[THING].body is None


def test_what_another_release_made_is_not_read(film, monkeypatch):
    store.keep(THING, "body", mark=mark(), language="en")

    monkeypatch.setattr(store, "release", lambda: "a newer one")

    assert store.read(THING, language="en")[THING].body is None


def test_a_release_is_told_by_its_code_its_templates_and_its_static_files(settings, tmp_path):
    def release():
        store.release.cache_clear()
        return store.release()

    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    seen = [release()]
    for path in ("templates/a.html", "catalog/a.py", "streaming/a.py", "static/staticfiles.json"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("something")
        seen.append(release())

    assert len(set(seen)) == len(seen)
    assert release() == seen[-1]
    store.release.cache_clear()


# --- an edit in between ------------------------------------------------------------------------


def test_an_edit_while_the_page_is_made_is_not_shadowed_by_what_was_made(client, film, monkeypatch):
    make = film_page.film_record

    def made_while_somebody_edits(film):
        record = make(film)
        Review.objects.update(quotation="As corrected.")
        return record

    monkeypatch.setattr(film_page, "film_record", made_while_somebody_edits)
    assert "As first printed." in page(client)
    monkeypatch.undo()

    assert "As corrected." in page(client)


def test_an_edit_between_making_and_keeping_is_not_shadowed(client, film, monkeypatch):
    keep = store.keep_all

    def kept_after_an_edit(*args, **kwargs):
        Film.objects.update(synopsis="As corrected.")
        keep(*args, **kwargs)

    monkeypatch.setattr(store, "keep_all", kept_after_an_edit)
    assert "As it was first written." in page(client)
    monkeypatch.undo()

    assert "As corrected." in page(client)


def test_a_late_keeper_does_not_bring_back_what_was(client, film):
    earlier = mark()
    Film.objects.update(synopsis="As corrected.")
    assert "As corrected." in page(client)

    store.keep(THING, "as it was", mark=earlier, language="en", template="catalog/film_detail.html")

    assert "As corrected." in page(client)


def test_an_edit_rolled_back_is_not_shown(client, film):
    page(client)

    with transaction.atomic():
        Film.objects.update(synopsis="Never said.")
        assert "Never said." in page(client)
        transaction.set_rollback(True)

    assert "As it was first written." in page(client)


# --- a page that cannot be kept ----------------------------------------------------------------


@pytest.fixture
def another_writer(transactional_db):
    """Another connection in the middle of an edit of every film, until the test is over."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    else:
        copy = connection.copy()
        copy.ensure_connection()
        other = copy.connection

    def edit():
        other.execute("BEGIN")
        other.execute("UPDATE catalog_film SET synopsis = 'Not said yet.'")

    yield edit
    other.execute("ROLLBACK")
    other.close()


def test_a_page_is_served_while_another_writer_is_at_work(client, another_writer):
    make_film(slug="the-film", synopsis="As it was first written.")
    another_writer()

    started = time.monotonic()
    html = page(client)

    assert time.monotonic() - started < 10  # SQLite's own patience is 20 seconds
    assert "As it was first written." in html


def test_waiting_for_a_writer_is_patient_again_after_a_page_was_not_kept(another_writer):
    make_film(slug="the-film")
    present = mark()
    another_writer()

    store.keep(THING, "body", mark=present, language="en")

    kept = Ready.objects.filter(of=THING).exists()
    if connection.vendor == "sqlite":
        patience = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        assert patience == settings.DATABASES["default"]["OPTIONS"]["timeout"] * 1000
        assert not kept
    else:
        assert kept  # there an edit of the film and the page made of it do not meet


def test_a_database_that_may_only_be_read_serves_pages(client, transactional_db):
    make_film(slug="the-film", synopsis="As it was first written.")
    only_read, write = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET default_transaction_read_only = on", "RESET ALL"),
    }[connection.vendor]

    with connection.cursor() as cursor:
        cursor.execute(only_read)
        try:
            html = page(client)
        finally:
            cursor.execute(write)

    assert "As it was first written." in html
    assert not Ready.objects.filter(of=THING).exists()


# --- the triggers ------------------------------------------------------------------------------


def test_triggers_are_lifted_and_laid_as_often_as_one_likes(transactional_db):
    make_film(slug="the-film")
    everything = sorted(triggers.laid())

    triggers.lift()
    triggers.lift()
    assert triggers.laid() == []
    triggers.lay()
    triggers.lay()

    assert sorted(triggers.laid()) == everything
    assert mark()


def test_laying_trusts_nothing_that_was_kept(transactional_db):
    make_film(slug="the-film")
    store.keep(THING, "body", mark=mark(), language="en")

    triggers.lay()

    assert store.read(THING, language="en")[THING].body is None


def test_a_load_without_triggers_ends_with_marks_for_all(transactional_db):
    with triggers.lifted():
        make_film(slug="the-film")
        assert mark() is None

    assert mark()
    assert triggers.laid()


def test_a_load_that_fails_leaves_the_triggers_and_the_marks(transactional_db):
    make_film(slug="the-film")
    before, everything = mark(), sorted(triggers.laid())

    with pytest.raises(ZeroDivisionError), triggers.lifted():
        1 / 0  # noqa: B018

    assert sorted(triggers.laid()) == everything
    assert mark() == before


def test_migrations_leave_the_triggers_laid(transactional_db):
    make_film(slug="the-film")
    everything = sorted(triggers.laid())

    call_command("migrate", "streaming", "zero", verbosity=0)
    call_command("migrate", verbosity=0)

    assert sorted(triggers.laid()) == everything
    assert mark()


def test_marks_stand_for_the_films_there_are(transactional_db):
    for number in range(3):
        make_film(slug=f"film-{number}-of-three")
    Film.objects.filter(slug="film-0-of-three").delete()
    Film.objects.filter(slug="film-1-of-three").update(slug="moved")

    by_law = set(Stamp.objects.filter(of__startswith="film:").values_list("of", flat=True))
    triggers.lay()
    laid_anew = set(Stamp.objects.filter(of__startswith="film:").values_list("of", flat=True))

    assert by_law == laid_anew == {"film:moved", "film:film-2-of-three"}
