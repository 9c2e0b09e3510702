"""Links never break: an earlier address of a film leads on, with all that was asked of it."""

import pytest

from tests.factories.catalog import make_film
from tests.factories.streaming import make_university

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        *("/films/first/?a=b", "/films/first/streaming/?t=761,785&clip=The+station"),
        *("/films/first/clip/?start=2&end=5", "/films/first/transcript/?q=train&language=en"),
        *("/films/first.ris?t=761", "/embed/campus/first/?t=761&theme=dark"),
    ],
)
def test_what_was_asked_of_an_earlier_address_is_asked_of_the_present_one(client, path):
    make_university(slug="campus")
    film = make_film(slug="first", runtime_seconds=5000)
    film.slug = "second"
    film.save()

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, path.replace("first", "second"))
    assert client.get(response["Location"]).status_code == 200


def test_the_permanent_address_keeps_the_moment(client):
    film = make_film(slug="the-film")

    response = client.get(f"/id/{film.identifier}/?t=761")

    assert (response.status_code, response["Location"]) == (302, "/films/the-film/?t=761")
