"""A film on one screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.models import Award, Film, Review
from tests.factories.admin_form import form_on, new_row
from tests.factories.catalog import (
    make_credit,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_review,
)
from tests.factories.streaming import make_licence, make_media, make_staff, make_university

pytestmark = pytest.mark.django_db


def address_of(film):
    return reverse("admin:catalog_film_change", args=[film.pk])


def test_a_form_saved_unchanged_changes_nothing(client, cataloguer):
    film = make_film(countries=["CN"], runtime_seconds=5100)
    make_credit(film=film)
    make_participation("Best Film", film=film)
    make_licence(film=film)
    before = Film.history.count(), Award.history.count()

    response = client.post(address_of(film), form_on(client, address_of(film)))

    assert response.status_code == 302, response.context["errors"]
    assert (Film.history.count(), Award.history.count()) == before


def test_one_screen_saves_the_film_and_what_belongs_to_it(client, cataloguer):
    film, person, festival = make_film(), make_person(), make_festival()
    form = form_on(client, address_of(film))
    form |= {"countries": "cn, ca", "languages": "ZH", "runtime_seconds": "1 h 25 min"}
    new_row(form, "credits", person=person.pk, role="director", order="")
    new_row(form, "reviews", outlet="Roger Ebert", quotation=" “Hoop Dreams,” \r\n", order="")
    awards = "Golden Gate Award - Investigative\r\n  Best – Film "
    new_row(form, "participations", festival=festival.pk, award_lines=awards, order="3")

    response = client.post(address_of(film), form)

    assert response.status_code == 302, response.context["errors"]
    film.refresh_from_db()
    assert (film.countries, film.languages, film.runtime_seconds) == (["CN", "CA"], ["zh"], 5100)
    assert film.credits.get().person == person
    assert film.reviews.get().quotation.startswith(" “Hoop Dreams,” ")
    participation = film.participations.get()
    texts = [award.text for award in participation.awards.all()]
    assert texts == ["Golden Gate Award - Investigative", "  Best – Film "]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("countries", "CN, Germany", "GERMANY"),
        ("countries", "CN, cn", "twice"),
        ("languages", "klingonish", "no language code"),
        ("runtime_seconds", "long", "1 h 25 min"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(client, cataloguer, field, typed, words):
    film = make_film()
    form = form_on(client, address_of(film)) | {field: typed}

    response = client.post(address_of(film), form)

    assert words in str(response.context["adminform"].form.errors[field])
    assert typed in response.text


@pytest.mark.parametrize("key", ["x", "9" * 40, "98765", "-1"])
def test_a_choice_that_nobody_was_offered_is_refused(client, cataloguer, key):
    film = make_film()
    form = form_on(client, address_of(film)) | {"subjects": [key]}
    new_row(form, "credits", person=key, role="director")

    page = client.post(address_of(film), form)

    assert page.status_code == 200
    assert len(page.context["errors"]) == 2


def test_rows_without_a_number_come_last(client, cataloguer):
    review = make_review(order=4)
    form = form_on(client, address_of(review.film))
    new_row(form, "reviews", outlet="Second", quotation="…", order="")
    new_row(form, "reviews", outlet="Third", quotation="…", order="")

    client.post(address_of(review.film), form)

    outlets = list(Review.objects.values_list("outlet", flat=True))
    assert outlets == [review.outlet, "Second", "Third"]


def test_publish_now_publishes_a_draft_and_nothing_else_does(client, cataloguer):
    draft = make_film(published_from=None)
    client.post(address_of(draft), form_on(client, address_of(draft)))
    draft.refresh_from_db()
    assert draft.published_from is None

    form = form_on(client, address_of(draft)) | {"publish_now": "on", "_viewonsite": "yes"}
    response = client.post(address_of(draft), form)

    draft.refresh_from_db()
    assert draft.is_published(at=timezone.now())
    assert response["Location"] == draft.get_absolute_url()


def test_only_a_published_film_is_viewed_on_the_site(client, cataloguer):
    draft, film = make_film(published_from=None), make_film()

    assert draft.get_absolute_url() not in client.get(address_of(draft)).text
    assert film.get_absolute_url() in client.get(address_of(film)).text
    form = form_on(client, address_of(draft)) | {"_viewonsite": "yes"}
    assert client.post(address_of(draft), form)["Location"] == address_of(draft)


def test_the_checklist_tells_and_does_not_block(client, cataloguer):
    film = make_film(synopsis="")
    make_licence(film=film)

    checks = client.get(address_of(film)).context["checks"]

    assert [check.is_done for check in checks] == [False, False, False, True, False]


def test_a_licence_says_its_state_and_an_overlap_is_said_after_saving(client, cataloguer):
    licence = make_licence()
    address = address_of(licence.film)
    assert "There is no film file yet" in client.get(address).text
    make_media(film=licence.film)
    assert "Students can watch now" in client.get(address).text
    form = form_on(client, address)
    row = {"university": licence.university_id, "starts_on": "2021-01-01", "kind": "trial"}
    new_row(form, "licences", **row)

    response = client.post(address, form, follow=True)

    assert any("count as one" in str(message) for message in response.context["messages"])
    assert licence.film.licences.count() == 2


def test_a_person_with_credits_is_not_deleted(client):
    client.force_login(make_staff("owner"))
    credit = make_credit()

    page = client.post(
        reverse("admin:catalog_person_delete", args=[credit.person_id]), {"post": "yes"}
    )

    assert "protected" in page.text
    assert str(credit) in page.text


def test_the_form_costs_the_same_for_one_row_of_each_and_for_many(client, cataloguer):
    def cost(film):
        client.get(address_of(film))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address_of(film)).status_code == 200
        return len(queries)

    few, many = make_film(), make_film()
    for film, rows in ((few, 1), (many, 15)):
        make_media(film=film)
        for _ in range(rows):
            make_review(film=film)
            make_credit(film=film)
            make_participation("One", "Two", film=film)
            make_licence(film=film)
    assert cost(few) == cost(many)


def test_every_field_of_a_table_has_its_name(client, cataloguer):
    review = make_review()

    page = client.get(address_of(review.film)).text

    for name in ("order", "outlet", "quotation"):
        field = page.split(f'name="reviews-0-{name}"')[1].split(">")[0]
        assert f'aria-label="{name.capitalize()}"' in field


def test_no_list_of_choices_is_longer_than_fifty(client, cataloguer):
    film = make_film()
    for _ in range(60):
        make_person(), make_festival(), make_licence()
    make_participation("One", film=film)

    page = client.get(address_of(film)).text

    assert max(part.count("<option") for part in page.split("<select")) <= 50


def test_the_preview_shows_the_film_s_card_and_whether_students_can_watch(client, cataloguer):
    film = make_film(title="Wool", synopsis="A mill closes.", year_from=1968)
    make_credit(film=film, person=make_person(name="Ada Example"), role="director")
    make_licence(film=make_media(film=film).film)

    page = client.get(address_of(film))
    shown = page.text.split('class="preview"')[1].split("</section>")[0]

    for words in ("Wool", "A mill closes.", "1968", "Ada Example", "Yes, at 1 university"):
        assert words in shown
    assert 'data-title="Wool"' in shown  # its title card, without a poster


def test_the_preview_is_of_the_saved_film_where_a_form_is_refused(client, cataloguer):
    film = make_film(title="As Saved")
    form = form_on(client, address_of(film)) | {"title": "As Typed", "countries": "GERMANY"}

    page = client.post(address_of(film), form)

    assert page.context["preview"].card.title == "As Saved"
    assert 'value="As Typed"' in page.text


def test_a_new_film_has_no_preview_yet(client, cataloguer):
    assert "preview" not in client.get(reverse("admin:catalog_film_add")).context


def test_the_preview_counts_only_universities_whose_licences_one_sees(client):
    film, ours = make_media().film, make_university()
    make_licence(film=film)
    client.force_login(make_staff("librarian", ours))

    signs = client.get(address_of(film)).context["preview"].signs

    assert signs == [("Can students watch it now?", "No")]
