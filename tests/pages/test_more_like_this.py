"""More like this: what is true on the next request, whatever was edited and wherever."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Film, Person, Ready
from streaming import similar
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_film,
    make_participation,
    make_person,
    make_subject,
)
from tests.factories.streaming import make_licence, make_media, make_range

pytestmark = pytest.mark.django_db

ON_CAMPUS = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def film(person):
    return make_credit(film=make_film(slug="the-film", title="The Film"), person=person).film


@pytest.fixture
def other(person):
    return make_credit(film=make_film(slug="other", title="The Other"), person=person).film


def shown(client, film, **meta):
    """The part of the page, or nothing where it is absent."""
    html = client.get(film.get_absolute_url(), **meta).content.decode()
    found = re.search(r'<section id="similar".*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def test_a_film_stands_there_with_its_reason(client, film, other):
    part = shown(client, film)

    assert "More like this" in part
    assert "The Other" in part
    assert "Same director" in part
    assert "The Film" not in part


def test_reasons_are_said_in_a_few_words(client):
    film = make_film(year_from=2004)
    collected, shown_there, on_it, then = (make_film(title=f"No. {n}") for n in range(4))
    subject, collection = make_subject(name="Migration"), make_collection()
    film.collections.add(collection)
    collected.collections.add(collection)
    festival = make_participation(film=film).festival
    make_participation(film=shown_there, festival=festival)
    film.subjects.add(subject)
    on_it.subjects.add(subject)
    then.subjects.add(subject)
    Film.objects.filter(pk=then.pk).update(year_from=2001)

    part = shown(client, film)

    reasons = re.findall(r'<p class="card-reason">(.*?)</p>', part)
    assert reasons == ["Same collection", "Migration, 2000s", "Migration", "Same festival"]


def test_a_film_like_no_other_has_no_such_part(client, film):
    assert shown(client, film) == ""


EDITS = {
    "renamed": lambda film: Film.objects.filter(pk=film.pk).update(title="Renamed"),
    "unpublished": lambda film: Film.objects.filter(pk=film.pk).update(published_from=None),
    "moved": lambda film: Film.objects.filter(pk=film.pk).update(slug="moved"),
    "deleted": lambda film: film.delete(),
    "taken back": lambda film: make_media(film=film, withdrawn_at=timezone.now()),
    "no longer by the director": lambda film: film.credits.all().delete(),
    "its director renamed": lambda film: Person.objects.update(name="Another Name"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_next_request_shows_what_became_of_a_film(client, film, other, edit):
    before = shown(client, film)
    assert before == shown(client, film)

    EDITS[edit](other)

    after = shown(client, film)
    assert after != before
    expected = {"renamed": "Renamed", "moved": "/films/moved/", "its director renamed": "Another N"}
    assert (expected[edit] in after) if edit in expected else (after == "")


def test_an_edit_of_the_film_itself_makes_them_anew_only_if_they_may_differ(
    client, film, other, query_cost
):
    subject = make_subject()
    for one in [film, other]:
        one.subjects.add(subject)
    shown(client, film)
    Film.objects.filter(pk=film.pk).update(synopsis="Other words.")
    without = query_cost(film.get_absolute_url())
    film.subjects.remove(subject)

    assert query_cost(film.get_absolute_url()) == without + 2


def test_a_film_published_again_is_back(client, film, other):
    before = shown(client, film)
    Film.objects.filter(pk=other.pk).update(published_from=None)
    assert shown(client, film) == ""

    Film.objects.filter(pk=other.pk).update(published_from=timezone.now())

    assert shown(client, film) == before


def test_a_new_film_by_the_same_director_is_there_at_once(client, film, person):
    shown(client, film)
    new = make_film(title="Brand New")
    make_credit(film=new, person=person)

    assert "Brand New" in shown(client, film)


def test_a_film_appears_and_goes_by_the_clock_alone(client, film, person, time_machine):
    now = timezone.now()
    hour = timedelta(hours=1)
    other = make_film(published_from=now + hour)
    make_credit(film=other, person=person)
    make_media(film=other, withdrawn_at=now + 2 * hour)

    seen = []
    for later in (timedelta(), hour, 2 * hour):
        time_machine.move_to(now + later, tick=False)
        seen.append(other.title in shown(client, film))

    assert seen == [False, True, False]


def test_no_more_than_six_stand_there_and_others_move_up(client, film, person):
    films = [make_credit(person=person).film for _ in range(similar.SHOWN + 2)]
    first = shown(client, film)
    assert first.count('class="card"') == similar.SHOWN

    gone = next(one for one in films if f'href="{one.get_absolute_url()}"' in first)
    make_media(film=gone, withdrawn_at=timezone.now())

    after = shown(client, film)
    assert after.count('class="card"') == similar.SHOWN
    assert gone.get_absolute_url() not in after


def test_the_same_six_are_shown_every_time(client, film):
    subject = make_subject()
    film.subjects.add(subject)
    for _ in range(20):
        make_film(year_from=1990).subjects.add(subject)
    first = shown(client, film)

    Ready.objects.all().delete()

    assert shown(client, film) == first


def test_a_film_like_it_by_a_common_subject_is_found_on_monday(client, film, time_machine):
    subject = make_subject()
    film.subjects.add(subject)
    shown(client, film)
    make_film(title="Came Since").subjects.add(subject)
    assert "Came Since" not in shown(client, film)

    time_machine.move_to(timezone.now() + timedelta(weeks=1))

    assert "Came Since" in shown(client, film)


def test_cards_say_what_can_be_watched_in_the_query_for_all(client, film, other, query_cost):
    university = make_range("192.0.2.0/24").university
    make_media(film=other)
    make_licence(film=other, university=university)
    address = film.get_absolute_url()
    query_cost(address, **ON_CAMPUS)

    assert "Available" in shown(client, film, **ON_CAMPUS)
    assert query_cost(address, **ON_CAMPUS) <= 3
    assert query_cost(address) == 1


def test_an_address_that_films_change_leaves_nothing_kept(client, film, other):
    shown(client, film)
    Film.objects.filter(pk=film.pk).update(slug="elsewhere")

    assert not Ready.objects.filter(of="similar:the-film").exists()
