"""A form whose session ended: what was typed comes back after the sign-in."""

import html
import re

import pytest
from django.test import Client

from catalog.models import Film
from tests.factories.admin_form import form_on
from tests.factories.catalog import make_film
from tests.factories.streaming import make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "four-good-words-here"


@pytest.fixture
def ann():
    user = make_staff("catalogue")
    user.set_password(PASSWORD)
    user.save()
    return user


def hidden(page):
    return html.unescape(re.search(r'name="kept" value="([^"]*)"', page.text)[1])


def typed_again(page):
    """What the page after the sign-in would send."""
    fields = {}
    for name, value in re.findall(
        r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', page.text, re.S
    ):
        fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    return fields


def test_what_was_typed_is_saved_after_signing_in_again(ann):
    film = make_film()
    address = f"/admin/catalog/film/{film.pk}/change/"
    client = Client()
    client.force_login(ann)
    synopsis = 'Two lines,\n“quoted” <b>&amp; "more"'
    form = form_on(client, address) | {"synopsis": synopsis}
    client.cookies.pop("library_staff")

    page = client.post(address, form)
    assert "What you typed is kept" in page.text
    assert not Film.objects.filter(synopsis=synopsis).exists()
    sign_in = {"username": ann.username, "password": PASSWORD, "next": address}
    again = client.post("/admin/login/", sign_in | {"kept": hidden(page)})
    assert f'action="{address}"' in again.text
    saved = client.post(address, typed_again(again))

    assert saved.status_code == 302
    film.refresh_from_db()
    assert film.synopsis.replace("\r\n", "\n") == synopsis


def test_a_wrong_password_in_between_loses_nothing(ann):
    client = Client()
    page = client.post("/admin/catalog/film/add/", {"title": "Typed"})

    wrong = client.post(
        "/admin/login/", {"username": ann.username, "password": "x", "kept": hidden(page)}
    )

    assert hidden(wrong) == hidden(page)


def test_a_password_that_was_typed_is_not_kept():
    answer = Client().post("/admin/password_change/", {"old_password": "secret"})

    assert answer.status_code == 302
    assert "secret" not in answer["Location"]


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        "[]",
        '{"path": "https://other.example/admin/", "fields": []}',
        '{"path": "//other.example/admin/", "fields": []}',
        '{"path": "/films/", "fields": []}',
        '{"path": "/admin/", "fields": 7}',
        '{"path": ["/admin/"], "fields": []}',
    ],
)
def test_what_is_no_kept_form_is_passed_by(ann, kept):
    client = Client()

    answer = client.post(
        "/admin/login/", {"username": ann.username, "password": PASSWORD, "kept": kept}
    )

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/") or answer["Location"] == "/accounts/profile/"


def test_who_signs_in_as_somebody_else_sends_it_with_their_own_rights(ann):
    other = make_staff()
    other.set_password(PASSWORD)
    other.save()
    client = Client()
    page = client.post("/admin/catalog/film/add/", {"title": "Typed"})
    sign_in = {"username": other.username, "password": PASSWORD, "kept": hidden(page)}

    again = client.post("/admin/login/", sign_in)

    assert client.post("/admin/catalog/film/add/", typed_again(again)).status_code == 403
    assert not Film.objects.exists()
