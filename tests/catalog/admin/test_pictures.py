"""Pictures handed in with a film's form."""

import pytest
from django.urls import reverse

from catalog.models import Job
from tests.factories.admin_form import form_on, new_row
from tests.factories.catalog import make_film, make_image
from tests.factories.pictures import bomb, bytes_of, of_a_phone, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(cataloguer):
    return make_film()


def post(client, film, form):
    return client.post(reverse("admin:catalog_film_change", args=[film.pk]), form)


def form_with(client, film, content, **values):
    form = form_on(client, reverse("admin:catalog_film_change", args=[film.pk]))
    given = {"kind": "poster", "alternative_text": "Rails", "order": ""} | values
    new_row(form, "images", file=upload(content), **given)
    return form


def test_a_poster_is_kept_under_a_name_of_its_own_with_nothing_but_its_pixels(client, film):
    response = post(client, film, form_with(client, film, of_a_phone(orientation=6)))

    assert response.status_code == 302, response.context["errors"]
    image = film.images.get()
    content = image.file.read()
    assert "poster" not in image.file.name
    assert Job.objects.get().key == str(image.pk)  # the widths are made later
    assert b"Secret Camera" not in content
    assert (image.width, image.height, image.tone) == (90, 60, 11)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<svg/>", "not a JPEG, PNG, WebP or AVIF"),
        (bomb(10_000, 6_000), "50 million pixels"),
        (bytes_of()[:400], "damaged or incomplete"),
    ],
    ids=["nothing", "SVG", "bomb", "half"],
)
def test_a_bad_picture_is_refused_at_its_field_and_the_rest_is_kept(client, film, content, words):
    form = form_with(client, film, content, alternative_text="Typed words") | {"title": "Typed"}

    page = post(client, film, form)

    assert page.status_code == 200
    tables = {table.formset.prefix: table for table in page.context["inline_admin_formsets"]}
    [row] = tables["images"].formset.forms
    assert words in str(row.errors["file"])
    assert 'value="Typed"' in page.text
    assert "Typed words" in page.text
    assert not film.images.exists()


def test_the_field_offers_the_formats_that_are_taken(client, film):
    page = client.get(reverse("admin:catalog_film_change", args=[film.pk]))

    assert 'accept="image/avif,image/jpeg,image/png,image/webp"' in page.text


def test_a_picture_that_is_not_handed_in_anew_stays_as_it_is(client, film):
    image = make_image(film=film)
    form = form_on(client, reverse("admin:catalog_film_change", args=[film.pk]))

    post(client, film, form | {"images-0-alternative_text": "Other words"})

    assert film.images.get().file.name == image.file.name
    assert film.images.get().alternative_text == "Other words"
