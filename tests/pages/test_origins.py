"""Where a film's record came from another collection, its page says so."""

from catalog.models import Source
from tests.factories.catalog import make_film, make_source_record


def page(client):
    return client.get("/films/the-film/").content.decode()


def a_source(**values):
    return Source.objects.create(slug="archive", name="An Archive", **values)


def test_a_source_is_named_in_the_words_it_asks_for(client, db):
    source = a_source(licence="CC BY 4.0", attribution="An Archive & its friends, CC BY")
    make_source_record(source=source, film=make_film(slug="the-film"))

    assert "Record from An Archive &amp; its friends, CC BY</p>" in page(client)


def test_a_source_without_words_of_its_own_is_named_with_its_licence(client, db):
    source = a_source(licence="CC BY 4.0", site="https://archive.example/")
    make_source_record(source=source, film=make_film(slug="the-film"))

    said = 'Record from <a href="https://archive.example/" rel="external">An Archive</a>'
    assert f"{said}, licence CC BY 4.0</p>" in page(client)


def test_a_list_that_asks_for_nothing_and_a_film_made_here_name_nobody(client, db):
    make_source_record(source=a_source(), film=make_film(slug="the-film"))

    assert "Record from" not in page(client)


def test_two_records_of_one_source_name_it_once(client, db):
    source, film = a_source(attribution="An Archive"), make_film(slug="the-film")
    make_source_record(source=source, film=film)
    make_source_record(source=source, film=film)

    assert page(client).count("Record from") == 1


def test_a_correction_shows_on_the_next_view(client, db):
    source = a_source(attribution="An Archive")
    make_source_record(source=source, film=make_film(slug="the-film"))
    page(client)

    Source.objects.update(attribution="Another Archive")

    assert "Record from Another Archive" in page(client)
