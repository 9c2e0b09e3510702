"""Pictures at their addresses."""

import pytest

from catalog.jobs.work import do_jobs
from catalog.models import Image
from catalog.models.image import image_storage
from catalog.pictures import making
from tests.factories.catalog import make_film, make_image
from tests.factories.pictures import bytes_of, upload
from tests.factories.streaming import make_university

pytestmark = pytest.mark.django_db


def test_a_picture_is_served_as_what_it_is_and_for_ever(client):
    response = client.get(make_image().file.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response).startswith(b"\xff\xd8\xff")


def test_a_picture_that_the_browser_has_is_not_sent_again(client):
    address = make_image().file.url
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_file_that_no_row_names_is_not_shown(client):
    image = make_image()
    address, name = image.file.url, image.file.name
    Image.objects.all().delete()

    assert image_storage().exists(name)
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 404


def test_a_row_whose_file_is_lost_has_no_picture(client):
    image = make_image()
    image_storage().delete(image.file.name)

    assert client.get(image.file.url).status_code == 404


def test_a_logo_is_kept_small_and_shown(client):
    university = make_university(logo=upload(bytes_of("PNG", size=(2000, 100)), "logo.png"))

    assert client.get(university.logo.url).status_code == 200
    assert (university.logo.name[-4:], university.logo.size < 20_000) == (".jpg", True)


def test_the_poster_of_an_unpublished_film_is_on_no_page(client):
    image = make_image(film=make_film(slug="a-draft", published_from=None))

    assert client.get("/films/a-draft/").status_code == 404
    for page in ("/", "/films/"):
        assert image.file.name not in client.get(page).text


def test_a_rendition_is_served_as_what_it_is_while_its_row_names_it(client):
    image = make_image(file=upload(bytes_of(size=(400, 600))))
    making.ask_for([image])
    do_jobs()
    image.refresh_from_db()
    stem = image.file.url.removesuffix(".jpg")
    types = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}

    for ending in image.renditions.split():
        response = client.get(f"{stem}-{ending}")
        assert (response.status_code, response["Content-Type"]) == (200, types[ending[13:]])
        assert "immutable" in response["Cache-Control"]
    assert client.get(f"{stem}-320-00000000.avif").status_code == 404

    Image.objects.update(renditions="")
    assert client.get(f"{stem}-{ending}").status_code == 404


def test_pages_offer_widths_and_formats_and_say_the_size_before_they_arrive(client):
    image = make_image(
        film=make_film(slug="the-film", synopsis="Rails."),
        file=upload(bytes_of(size=(700, 1050))),
    )
    make_image(film=image.film, kind="still", file=upload(bytes_of(size=(1700, 956))))
    making.ask_for(making.unmade())
    do_jobs()

    page = client.get("/films/the-film/").text
    assert page.count("<source ") == 4
    assert page.count("1600w") == 3
    assert 'fetchpriority="high"' in page
    assert 'width="640" height="960"' in page
    assert client.get("/films/").text.count("<source ") == 2


def test_a_film_without_a_poster_has_its_title_on_a_card(client):
    make_film(slug="the-film", title="The title")

    for address in ("/films/the-film/", "/films/"):
        page = client.get(address).text
        assert 'data-title="The title"' in page
        assert "<picture>" not in page
