"""The ways into a university: where each begins, and that it comes back."""

import pytest
from django.urls import NoReverseMatch

from streaming.access import ways_in as room
from streaming.access.ways_in import sign_in_address, ways_in
from streaming.models import SignOn
from tests.factories.streaming import make_sign_on, make_university

FILM = "/films/a/streaming/?t=761"


@pytest.fixture
def university(db):
    return make_university(slug="campus", name="Campus")


def ways_of(university):
    return ways_in(university, next_=FILM)


def test_only_what_is_in_use_and_its_own_lets_in(university):
    make_sign_on(university=university, name="Portal")
    make_sign_on(university=university, is_active=False)
    make_sign_on()

    assert [way.name for way in ways_of(university)] == ["Portal"]


def test_a_way_in_without_a_name_has_the_universitys(university):
    make_sign_on(university=university)

    [way] = ways_of(university)

    assert way.name == "Campus"


def test_one_that_begins_here_is_asked_for_the_page_to_come_back_to(university, monkeypatch):
    sign_on = make_sign_on(university=university, kind=SignOn.Kind.SAML)
    monkeypatch.setattr(room, "reverse", lambda name, args: f"/saml2/login/{args[0]}/")

    [way] = ways_of(university)

    address = f"/saml2/login/{sign_on.pk}/?next=%2Ffilms%2Fa%2Fstreaming%2F%3Ft%3D761"
    assert (way.begins_here, way.address) == (True, address)


def test_one_whose_door_is_not_installed_has_no_address(university, monkeypatch):
    def not_there(_name, args):
        raise NoReverseMatch

    make_sign_on(university=university, kind=SignOn.Kind.SAML)
    monkeypatch.setattr(room, "reverse", not_there)

    [way] = ways_of(university)

    assert way.address == ""


def test_a_portal_is_told_the_film_where_its_address_has_a_place_for_it(university):
    page = "https://portal.uni.example/films?back={next}"
    make_sign_on(university=university, start_page=page)

    [way] = ways_of(university)

    assert way.address == (
        "https://portal.uni.example/films?back=%2Ffilms%2Fa%2Fstreaming%2F%3Ft%3D761"
    )
    assert not way.begins_here


def test_the_page_to_sign_in_on_keeps_where_one_wants_to_go():
    assert sign_in_address("campus", "") == "/u/campus/sign-in/"
    assert sign_in_address("campus", FILM) == (
        "/u/campus/sign-in/?next=%2Ffilms%2Fa%2Fstreaming%2F%3Ft%3D761"
    )
