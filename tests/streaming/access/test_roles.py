"""What each role allows, and where."""

import pytest

from streaming.access.roles import rights_from, rights_of
from streaming.models import Membership
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db


def test_a_role_gives_rights_without_any_row_of_permissions():
    user = make_staff("catalogue")

    assert user.has_perm("catalog.change_film")
    assert user.has_perm("streaming.add_licence")
    assert user.has_module_perms("catalog")
    assert not user.has_perm("streaming.change_university")
    assert not user.has_perm("auth.change_user")
    assert not user.user_permissions.exists()


def test_staff_without_a_role_may_nothing():
    user = make_staff()

    assert user.get_all_permissions() == set()
    assert not user.has_module_perms("catalog")


def test_an_owner_may_everything_as_a_superuser_may():
    for role in ("owner", "superuser"):
        user = make_staff(role)
        assert user.has_perm("streaming.delete_university")
        assert "auth.add_user" in user.get_all_permissions()
        assert rights_of(user).universities("streaming.change_licence") is None


def test_a_librarian_reads_the_catalogue_and_licenses_for_one_university():
    university = make_university()
    user = make_staff("librarian", university)

    assert user.has_perm("catalog.view_film")
    assert not user.has_perm("catalog.change_film")
    assert not user.has_perm("streaming.view_addressrange")
    assert rights_of(user).universities("streaming.add_licence") == {university.pk}


def test_it_keeps_the_addresses_of_one_university_and_no_licence():
    university = make_university()
    rights = rights_of(make_staff("it", university))

    assert rights.universities("streaming.change_addressrange") == {university.pk}
    assert rights.universities("streaming.view_licence") == frozenset()
    assert "catalog.view_film" not in rights.permissions


def test_roles_add_up_each_at_its_own_university():
    rights = rights_from([("librarian", 1), ("it", 2), ("catalogue", 3)])

    assert rights.universities("streaming.change_licence") == {1, 3}
    assert rights.universities("streaming.change_addressrange") == {2}
    assert rights.universities("catalog.change_film") is None
    assert rights_from([("owner", 5)]).universities("streaming.change_wording") == {5}
    assert not rights_from([("owner", 5)]).is_owner


def test_a_role_taken_away_is_gone_at_once(client):
    user = make_staff("catalogue")
    client.force_login(user)
    assert client.get("/admin/catalog/film/").status_code == 200

    Membership.objects.all().delete()

    assert client.get("/admin/catalog/film/").status_code == 403


def test_an_account_that_is_shut_may_nothing():
    user = make_staff("owner")
    user.is_active = False

    assert not user.has_perm("catalog.view_film")
