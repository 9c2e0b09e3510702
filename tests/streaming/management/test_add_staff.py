import pytest
from django.contrib.auth import authenticate, get_user_model
from django.test import RequestFactory

from streaming.models import Membership
from tests.commands import assert_refused, manage
from tests.factories.streaming import make_university

pytestmark = pytest.mark.django_db
PASSWORD = "kept-in-a-safe-place"


@pytest.fixture(autouse=True)
def university():
    return make_university(slug="coast")


def add(*argv, typed=PASSWORD + "\n"):
    return manage("add_staff", "kim", *argv, "--password-stdin", typed=typed)


def test_a_librarian_is_made_for_a_university(university):
    assert add("--role", "librarian", "--university", "coast").code == 0

    kim = authenticate(RequestFactory().post("/admin/login/"), username="kim", password=PASSWORD)
    assert (kim.is_staff, kim.is_superuser) == (True, False)
    assert kim.memberships.get().university == university


def test_an_owner_may_everything_for_as_long_as_the_membership_lasts():
    add("--role", "owner")
    kim = get_user_model().objects.get(username="kim")

    assert kim.has_perm("streaming.delete_university")
    kim.memberships.all().delete()

    kim = get_user_model().objects.get(username="kim")
    assert not kim.has_perm("streaming.delete_university")
    assert not kim.has_module_perms("catalog")


def test_twice_changes_nothing():
    add("--role", "catalogue")
    before = list(get_user_model().objects.values())

    assert add("--role", "catalogue").out == "kim: nothing to change\n"
    assert list(get_user_model().objects.values()) == before
    assert Membership.objects.count() == 1


def test_a_password_that_is_made_is_printed_once_and_works():
    done = manage("add_staff", "kim", "--role", "catalogue")

    password = done.out.split()[-1]
    assert authenticate(RequestFactory().post("/admin/login/"), username="kim", password=password)
    assert "Password" not in manage("add_staff", "kim", "--role", "catalogue").out
    assert authenticate(RequestFactory().post("/admin/login/"), username="kim", password=password)


REFUSED = [
    (["--role", "librarian", "--university", "nowhere"], PASSWORD),
    (["--role", "owner"], "short"),
    (["--role", "owner"], ""),
    (["--role", "owner"], "\udcff" * 20),
]


@pytest.mark.parametrize(("argv", "typed"), REFUSED)
def test_what_cannot_be_is_refused_and_no_account_is_made(argv, typed):
    assert_refused(add(*argv, typed=typed))
    assert not get_user_model().objects.exists()


def test_a_username_that_is_none_is_refused():
    assert_refused(manage("add_staff", "two words", "--role", "owner"))


WRONG = [
    ["--role", "king"],
    ["--role", "librarian"],
    ["--role", "it"],
    ["--role", "catalogue", "--university", "coast"],
]


@pytest.mark.parametrize("argv", WRONG)
def test_wrong_usage_exits_with_two(argv):
    assert add(*argv).code == 2
