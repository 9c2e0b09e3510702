"""Who changed what."""

import pytest
from django.urls import reverse

from catalog.awards import set_awards
from tests.factories.admin_form import form_on, new_row
from tests.factories.catalog import (
    make_festival,
    make_film,
    make_image,
    make_participation,
    make_person,
    make_review,
    make_subject,
    make_week,
)
from tests.factories.streaming import make_captions, make_licence, make_media

pytestmark = pytest.mark.django_db


def told(client, thing):
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_history"
    response = client.get(reverse(name, args=[thing.pk]))
    return {
        (moment.act, moment.thing, moment.name, change.field, change.before, change.after)
        for moment in response.context["moments"]
        for change in moment.changes
    }


def test_the_history_of_a_film_tells_of_every_row_that_belongs_to_it(client, cataloguer):
    film = make_film(title="Before")
    film.title = "After"
    film.save()
    film.subjects.add(make_subject(name="Migration"))
    row = make_participation("Best Flim", film=film, festival=make_festival(name="IDFA"))
    set_awards(row, ["Best Film"])
    media = make_media(film=film)
    make_captions(media=media)
    make_licence(film=film, order_number="A-1")
    make_image(film=film, alternative_text="Rails")
    review = make_review(film=film, outlet="Ebert", quotation="Words.")
    review.delete()

    seen = told(client, film)

    for line in (
        ("~", "film", "After", "title", "Before", "After"),
        ("~", "film", "After", "subjects", "", "Migration"),
        ("+", "festival participation", "IDFA", "festival", "", "IDFA"),
        ("~", "award", "Best Film", "award", "Best Flim", "Best Film"),
        ("+", "text track", "English (captions)", "language", "", "en"),
        ("+", "picture", "Rails", "alternative text", "", "Rails"),
        ("-", "review", "Ebert", "quotation", "Words.", ""),
    ):
        assert line in seen
    assert any(line[1] == "licence" and line[3] == "order number" for line in seen)


def test_it_says_who(client, cataloguer):
    film = make_film()
    address = reverse("admin:catalog_film_change", args=[film.pk])
    form = form_on(client, address) | {"title": "New"}
    new_row(form, "credits", person=make_person(name="Lixin Fan").pk, role="director")
    client.post(address, form)

    moments = client.get(reverse("admin:catalog_film_history", args=[film.pk])).context["moments"]

    assert {moment.who for moment in moments[:2]} == {cataloguer.username}
    assert moments[-1].who == "a command"


def test_only_what_changed_is_told(client, cataloguer):
    film, subject = make_film(), make_subject(name="Migration")
    address = reverse("admin:catalog_film_change", args=[film.pk])

    client.post(address, form_on(client, address) | {"subjects": [subject.pk]})

    changes = [line for line in told(client, film) if line[0] == "~"]
    assert changes == [("~", "film", film.title, "subjects", "", "Migration")]
    assert film.history.count() == 2


def test_what_is_gone_keeps_its_name(client, cataloguer):
    film = make_film()
    row = make_participation(film=film, festival=make_festival(name="A festival no more"))
    row.delete()
    row.festival.delete()

    assert "A festival no more" in {line[2] for line in told(client, film)}


def test_a_week_tells_of_its_films(client, cataloguer):
    week = make_week(make_film(title="Last Train Home"))

    assert "Last Train Home" in {line[2] for line in told(client, week)}


def test_the_history_is_paged_and_costs_the_same_however_long(client, cataloguer, query_cost):
    film = make_film()
    address = reverse("admin:catalog_film_history", args=[film.pk])

    def edit(times):
        for number in range(times):
            film.title = f"{film.title} {number}"
            film.save()
            set_awards(make_participation("One", film=film), ["Two"])
            make_licence(film=film)

    edit(2)
    few = query_cost(address)
    edit(8)
    assert query_cost(address) == few
    edit(12)
    assert query_cost(address) == few
    assert client.get(address).context["page"].paginator.num_pages > 1
    assert client.get(address + "?p=nonsense").status_code == 200


def test_a_film_that_is_not_there_has_no_history(client, cataloguer):
    assert client.get("/admin/catalog/film/12345/history/").status_code == 302
