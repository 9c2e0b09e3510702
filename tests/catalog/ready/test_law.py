"""An edit shows on the next request, however it was made; and on no other page."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection, transaction
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
    FilmIdentifier,
    Image,
    Material,
    OtherTitle,
    Participation,
    Person,
    PersonAlias,
    Ready,
    Review,
    Source,
    SourceRecord,
    Stamp,
    Subject,
    SubjectAlias,
    Week,
    WeekEntry,
)
from catalog.models.week import monday_of
from catalog.ready import store
from catalog.record import film_record
from streaming import featured
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_image,
    make_material,
    make_participation,
    make_person,
    make_review,
    make_source_record,
    make_subject,
    make_week,
)
from tests.factories.streaming import make_captions, make_media, make_range, make_university

numbers = itertools.count(1)


def words():
    return f"words {next(numbers)}"


def mark(thing):
    return Stamp.objects.filter(of=thing).values_list("mark", flat=True).first()


def page_of(film):
    return f"film:{film.slug}"


@pytest.fixture
def film(db):
    """A film with one of everything, so that every edit has something to edit."""
    film = make_film(slug="the-film")
    make_credit(film=film)
    make_review(film=film)
    festival = make_participation("An award", film=film).festival
    FestivalAlias.objects.create(festival=festival, name=words())
    PersonAlias.objects.create(person=film.credits.get().person, name=words())
    make_material(film=film)
    make_image(film=film)
    OtherTitle.objects.create(film=film, text=words())
    FilmIdentifier.objects.create(film=film, scheme="imdb", value="tt1")
    film.subjects.add(make_subject())
    SubjectAlias.objects.create(subject=film.subjects.get(), name=words())
    film.collections.add(make_collection())
    film.distributors.add(make_distributor())
    DistributorAlias.objects.create(distributor=film.distributors.get(), name=words())
    make_source_record(film=film)
    return film


@pytest.fixture
def other(db):
    """A film that shares nothing with the first but a kind of everything."""
    film = make_film(slug="other-film")
    make_credit(film=film)
    make_review(film=film)
    make_participation("An award", film=film)
    film.subjects.add(make_subject())
    film.distributors.add(make_distributor())
    film.collections.add(make_collection())
    return film


# --- each table, each kind of change, each way of making it ------------------------------------

ROWS = {
    "film": (Film, "synopsis", lambda film: film),
    "credit": (Credit, "order", lambda film: film.credits.get()),
    "person": (Person, "name", lambda film: film.credits.get().person),
    "credit's function": (Credit, "function", lambda film: film.credits.get()),
    "other name of a person": (PersonAlias, "name", lambda film: PersonAlias.objects.get()),
    "other name of a subject": (SubjectAlias, "name", lambda film: SubjectAlias.objects.get()),
    "other name of a distributor": (
        DistributorAlias,
        "name",
        lambda film: DistributorAlias.objects.get(),
    ),
    "review": (Review, "quotation", lambda film: film.reviews.get()),
    "participation": (Participation, "edition", lambda film: film.participations.get()),
    "festival": (Festival, "name", lambda film: film.participations.get().festival),
    "festival site": (Festival, "site", lambda film: film.participations.get().festival),
    "festival alias": (FestivalAlias, "name", lambda film: FestivalAlias.objects.get()),
    "award": (Award, "text", lambda film: Award.objects.get(participation__film=film)),
    "material": (Material, "title", lambda film: film.materials.get()),
    "image": (Image, "alternative_text", lambda film: film.images.get()),
    "other title": (OtherTitle, "text", lambda film: film.other_titles.get()),
    "identifier": (FilmIdentifier, "value", lambda film: film.identifiers.get()),
    "subject": (Subject, "name", lambda film: film.subjects.get()),
    "collection": (Collection, "name", lambda film: film.collections.get()),
    "distributor": (Distributor, "name", lambda film: film.distributors.get()),
    "source": (Source, "attribution", lambda film: film.source_records.get().source),
    "distributor site": (Distributor, "site", lambda film: film.distributors.get()),
}


def by_save(row, field, value):
    setattr(row, field, value)
    row.save()


def by_saving_one_field(row, field, value):
    setattr(row, field, value)
    row.save(update_fields=[field])


def by_update(row, field, value):
    type(row).objects.filter(pk=row.pk).update(**{field: value})


def by_bulk_update(row, field, value):
    setattr(row, field, value)
    type(row).objects.bulk_update([row], [field])


def by_sql(row, field, value):
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {row._meta.db_table} SET "{field}" = %s WHERE id = %s', [value, row.pk]
        )


UPDATES = [by_save, by_saving_one_field, by_update, by_bulk_update, by_sql]


@pytest.mark.parametrize("update", UPDATES, ids=lambda way: way.__name__)
@pytest.mark.parametrize("name", ROWS)
def test_an_update_touches_the_films_page_and_no_other(film, other, name, update):
    _model, field, find = ROWS[name]
    before, others = mark("film:the-film"), mark("film:other-film")

    update(find(film), field, 7 if field == "order" else words())

    assert mark("film:the-film") not in {None, before}
    assert mark("film:other-film") == others


INSERTS = {
    "credit": lambda film: make_credit(film=film),
    "review": lambda film: make_review(film=film),
    "participation": lambda film: make_participation(film=film),
    "award": lambda film: Award.objects.create(
        participation=film.participations.get(), text=words()
    ),
    "alias": lambda film: FestivalAlias.objects.create(
        festival=film.participations.get().festival, name=words()
    ),
    "material": lambda film: make_material(film=film),
    "image": lambda film: make_image(film=film),
    "other title": lambda film: OtherTitle.objects.create(film=film, text=words()),
    "identifier": lambda film: FilmIdentifier.objects.create(film=film, scheme="doi", value="1"),
    "subject": lambda film: film.subjects.add(make_subject()),
    "collection": lambda film: film.collections.add(make_collection()),
    "distributor": lambda film: film.distributors.add(make_distributor()),
    "source": lambda film: make_source_record(film=film),
    "in bulk": lambda film: Review.objects.bulk_create(
        [Review(film=film, outlet="A", quotation="B"), Review(film=film, outlet="C", quotation="D")]
    ),
    "from the other side": lambda film: film.subjects.through.objects.create(
        film=film, subject=make_subject()
    ),
}


@pytest.mark.parametrize("name", INSERTS)
def test_an_insert_touches_the_films_page_and_no_other(film, other, name):
    before, others = mark("film:the-film"), mark("film:other-film")

    INSERTS[name](film)

    assert mark("film:the-film") not in {None, before}
    assert mark("film:other-film") == others


LEAVES = [*("credit", "review", "participation", "festival alias", "award", "material")]
LEAVES += [*("image", "other title", "identifier", "subject", "collection", "distributor")]


def by_delete(row):
    row.delete()


def by_queryset_delete(row):
    type(row).objects.filter(pk=row.pk).delete()


def by_sql_delete(row):
    with connection.cursor() as cursor:
        if row._meta.model_name == "participation":
            cursor.execute("DELETE FROM catalog_award WHERE participation_id = %s", [row.pk])
        if row._meta.model_name in {"subject", "collection", "distributor"}:
            name = row._meta.model_name
            cursor.execute(f"DELETE FROM catalog_film_{name}s WHERE {name}_id = %s", [row.pk])
        if row._meta.model_name in {"subject", "distributor"}:
            cursor.execute(f"DELETE FROM catalog_{name}alias WHERE {name}_id = %s", [row.pk])
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@pytest.mark.parametrize(
    "delete", [by_delete, by_queryset_delete, by_sql_delete], ids=lambda way: way.__name__
)
@pytest.mark.parametrize("name", LEAVES)
def test_a_delete_touches_the_films_page_and_no_other(film, other, name, delete):
    _model, _field, find = ROWS[name]
    row = find(film)
    before, others = mark("film:the-film"), mark("film:other-film")

    delete(row)

    assert mark("film:the-film") not in {None, before}
    assert mark("film:other-film") == others


def test_a_record_that_is_only_seen_again_touches_nothing(film):
    before = mark("film:the-film")

    SourceRecord.objects.update(seen_at=timezone.now(), digest="another")

    assert mark("film:the-film") == before


def test_a_record_that_is_gone_touches_the_film_it_was_of(film):
    before = mark("film:the-film")

    film.source_records.get().delete()

    assert mark("film:the-film") not in {None, before}


@pytest.mark.parametrize("name", ["credit", "review", "participation", "material", "image"])
def test_a_row_that_moves_to_another_film_touches_both(film, other, name):
    _model, _field, find = ROWS[name]
    row = find(film)
    before, others = mark("film:the-film"), mark("film:other-film")

    row.film = other
    row.save()

    assert mark("film:the-film") not in {None, before}
    assert mark("film:other-film") not in {None, others}


def test_a_person_of_two_films_touches_both(film, other):
    person = make_person()
    make_credit(film=film, person=person)
    make_credit(film=other, person=person)
    before = {mark("film:the-film"), mark("film:other-film")}

    person.name = "Another name"
    person.save()

    assert not before & {mark("film:the-film"), mark("film:other-film")}


def test_what_belongs_to_no_film_touches_none(film):
    before = mark("film:the-film")

    for row in (make_person(), make_festival(), make_subject(), make_distributor()):
        row.name = words()
        row.save()
        row.delete()

    assert mark("film:the-film") == before


CAPTIONS_TOUCHED = {
    "a new track": lambda media: make_captions(media=media, language="fr"),
    "another language": lambda media: by_update(media.captions.get(), "language", "de"),
    "another kind": lambda media: by_sql(media.captions.get(), "kind", "chapters"),
    "a track taken away": lambda media: media.captions.all().delete(),
    "all of it taken away": lambda media: media.delete(),
}


@pytest.mark.parametrize("name", CAPTIONS_TOUCHED)
def test_captions_touch_their_films_page_and_no_other(film, other, name):
    media = make_captions(media=make_media(film=film)).media
    before, others = mark("film:the-film"), mark("film:other-film")

    CAPTIONS_TOUCHED[name](media)

    assert mark("film:the-film") not in {None, before}
    assert mark("film:other-film") == others


# --- films come, go and move -------------------------------------------------------------------


def test_a_new_film_has_a_mark_at_once(db):
    film = make_film()

    assert mark(page_of(film))


def test_a_film_that_moves_takes_its_mark_along(film):
    film.slug = "new-address"
    film.save()

    assert mark("film:new-address")
    assert mark("film:the-film") is None


@pytest.mark.parametrize("update", [by_save, by_update, by_sql], ids=lambda way: way.__name__)
def test_what_was_kept_of_an_address_goes_with_it(film, update):
    store.keep("film:the-film", "body", mark=mark("film:the-film"), language="en", template="t")

    update(film, "slug", "new-address")

    assert not Ready.objects.filter(of="film:the-film").exists()
    assert mark("film:the-film") is None


def test_two_films_may_change_addresses(film, other):
    other.slug = "aside"
    other.save()
    film.slug = "other-film"
    film.save()
    other.slug = "the-film"
    other.save()

    assert mark("film:other-film")
    assert mark("film:the-film")
    assert mark("film:aside") is None


def test_a_film_that_goes_leaves_no_mark_and_nothing_kept(film):
    store.keep("film:the-film", "body", mark=mark("film:the-film"), language="en", template="t")

    film.delete()

    assert mark("film:the-film") is None
    assert not Ready.objects.filter(of="film:the-film").exists()


# --- a rollback ---------------------------------------------------------------------------------


def test_an_edit_rolled_back_leaves_the_marks(film):
    before = mark("film:the-film")

    with transaction.atomic():
        film.reviews.update(quotation="never said")
        inside = mark("film:the-film")
        transaction.set_rollback(True)

    assert inside != before
    assert mark("film:the-film") == before


# --- featured films -----------------------------------------------------------------------------

WEEKS_TOUCHED = {
    "title": lambda film: by_update(film, "title", words()),
    "director": lambda film: by_update(film.credits.get().person, "name", words()),
    "credit": lambda film: make_credit(film=film),
    "poster": lambda film: make_image(film=film),
    "media": lambda film: make_media(film=film),
    "withdrawal": lambda film: make_media(film=film, withdrawn_at=timezone.now()),
    "note": lambda film: Week.objects.update(note=words()),
    "order": lambda film: WeekEntry.objects.update(order=5),
    "another week": lambda film: make_week(),
    "no week": lambda film: Week.objects.all().delete(),
}


@pytest.mark.parametrize("name", WEEKS_TOUCHED)
def test_what_shows_on_a_featured_card_touches_the_featured_films(film, name):
    make_week(film)
    before = mark(featured.THING)

    WEEKS_TOUCHED[name](film)

    assert mark(featured.THING) not in {None, before}


def test_a_film_of_no_week_leaves_the_featured_films(film, other):
    make_week(other)
    before = mark(featured.THING)

    by_update(film, "title", words())
    make_credit(film=film)
    make_media(film=film)

    assert mark(featured.THING) == before


# --- the page itself ----------------------------------------------------------------------------


def test_the_next_request_shows_the_edit_and_keeps_it(client, film):
    first = client.get("/films/the-film/").content.decode()

    film.reviews.update(quotation="A sentence nobody wrote before.")

    assert "A sentence nobody wrote before." not in first
    for _ in range(2):
        assert "A sentence nobody wrote before." in client.get("/films/the-film/").content.decode()
    assert Ready.objects.filter(of="film:the-film").count() == 1


def test_featured_films_follow_an_edit_on_the_pages_of_other_films(client, film, other):
    make_week(film, monday=monday_of(timezone.localdate()))
    assert film.title in client.get("/films/other-film/").content.decode()

    Film.objects.filter(pk=film.pk).update(title="Renamed since")

    assert "Renamed since" in client.get("/films/other-film/").content.decode()


def test_a_week_that_has_just_begun_takes_over_without_an_edit(client, film, other, time_machine):
    monday = monday_of(timezone.localdate())
    make_week(film, monday=monday)
    make_week(other, monday=monday + timedelta(weeks=1))
    reader = make_film(slug="reader")
    time_machine.move_to(timezone.now())
    assert film.title in client.get(reader.get_absolute_url()).content.decode()

    time_machine.shift(timedelta(weeks=1))

    html = client.get(reader.get_absolute_url()).content.decode()
    assert other.title in html
    assert film.title not in html


# --- the directory of universities --------------------------------------------------------------

UNIVERSITIES_TOUCHED = {
    "a new university": lambda university: make_university(),
    "a renamed university": lambda university: by_update(university, "name", words()),
    "a moved time zone": lambda university: by_sql(university, "timezone", "Asia/Kathmandu"),
    "a new range": lambda university: make_range("192.0.2.0/24", university=university),
    "a range taken away": lambda university: university.ranges.all().delete(),
    "a wording": lambda university: university.wordings.create(message="ended", text=words()),
}


@pytest.mark.parametrize("name", UNIVERSITIES_TOUCHED)
def test_what_decides_about_visitors_touches_the_directory(db, name):
    university = make_range("198.51.100.0/24").university
    before = mark("universities")

    UNIVERSITIES_TOUCHED[name](university)

    assert mark("universities") not in {None, before}


def test_a_record_holds_what_the_law_watches(film):
    record = film_record(film)

    assert record.credits
    assert record.reviews
    assert record.laurels[0].aliases
    assert record.laurels[0].is_won
    assert record.materials
    assert record.posters
    assert record.other_titles
    assert record.identifiers
    assert record.subjects
    assert record.collections
    assert record.distributors
