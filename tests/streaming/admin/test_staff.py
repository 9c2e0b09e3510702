"""The owner of a university cares for its people, and reaches nothing beyond it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from streaming.models import AuditLine, Membership
from tests.factories.admin_form import form_on, new_row
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/auth/user/"
PASSWORD = {"usable_password": "true", "password1": "four-good-words-here"}
NAMES = ["kim", "kim@elsewhere", "KIM"]
PASSWORD |= {"password2": PASSWORD["password1"]}


@pytest.fixture
def owner(client, ours):
    user = make_staff("owner", ours)
    client.force_login(user)
    return user


def change(user):
    return reverse("admin:auth_user_change", args=[user.pk])


def new_account(client, **row):
    form = form_on(client, f"{ACCOUNTS}add/") | PASSWORD | {"username": row.pop("name", "kim")}
    form |= {f"memberships-0-{name}": value for name, value in row.items()}
    return client.post(f"{ACCOUNTS}add/", form)


def roles(user):
    return {(one.role, one.university_id) for one in Membership.objects.filter(user=user)}


@pytest.mark.parametrize("role", ["librarian", "it", "owner"])
def test_an_owner_adds_an_account_that_can_come_in(client, ours, owner, role):
    assert new_account(client, role=role, university=ours.pk).status_code == 302

    kim = get_user_model().objects.get(username=f"kim@{ours.slug}")
    assert (kim.is_staff, kim.is_superuser, roles(kim)) == (True, False, {(role, ours.pk)})
    assert AuditLine.objects.filter(university=ours, what=f"Account: {kim}").exists()


def test_a_name_that_is_taken_elsewhere_is_as_free_as_any(client, ours, owner):
    get_user_model().objects.create_user("kim")
    get_user_model().objects.create_user("kim@elsewhere")

    page = client.get(f"{ACCOUNTS}add/").text
    made = [new_account(client, name=name, role="it", university=ours.pk) for name in NAMES]

    assert f"@{ours.slug}, which is added" in page
    assert [answer.status_code for answer in made] == [302, 302, 200]
    there = get_user_model().objects.filter(username__endswith=f"@{ours.slug}")
    named = there.values_list("username", flat=True)
    assert set(named) == {f"kim@{ours.slug}", f"kim@elsewhere@{ours.slug}"}


def test_the_owner_of_several_universities_says_at_which(client, ours, owner):
    other = make_university()
    Membership.objects.create(user=owner, role="owner", university=other)

    refused = new_account(client, role="it", university=other.pk)
    made = new_account(client, name=f"kim@{other.slug}", role="it", university=other.pk)

    assert "Say at which university" in refused.text
    assert (refused.status_code, made.status_code) == (200, 302)


def test_an_account_keeps_the_name_it_was_given(client, ours, owner):
    user = make_staff("librarian", ours)
    name = user.username

    form = form_on(client, change(user)) | {"username": "librarian"}
    assert client.post(change(user), form).status_code == 302

    user.refresh_from_db()
    assert user.username == name


def test_who_cares_for_the_whole_library_names_accounts_as_they_like(client, ours):
    client.force_login(make_staff("superuser"))

    assert new_account(client, role="it", university=ours.pk).status_code == 302
    assert get_user_model().objects.filter(username="kim").exists()


@pytest.mark.parametrize("role", ["librarian", "it", "owner", "catalogue"])
@pytest.mark.parametrize("place", ["elsewhere", "everywhere"])
def test_no_role_is_given_beyond_the_own_university(client, owner, role, place):
    other = make_university().pk if place == "elsewhere" else ""

    assert new_account(client, role=role, university=other).status_code == 200

    assert not get_user_model().objects.filter(username__startswith="kim").exists()


def test_the_role_of_the_catalogue_is_not_an_owner_s_to_give(client, ours, owner):
    assert new_account(client, role="catalogue", university=ours.pk).status_code == 200
    assert not get_user_model().objects.filter(username__startswith="kim").exists()


def test_an_account_without_a_role_would_be_nobody_s(client, owner):
    assert new_account(client).status_code == 200
    assert not get_user_model().objects.filter(username__startswith="kim").exists()


def test_an_owner_changes_the_roles_of_the_own_people_and_shuts_accounts(client, ours, owner):
    user = make_staff("librarian", ours)
    form = form_on(client, change(user))
    new_row(form, "memberships", role="it", university=ours.pk)
    form |= {"memberships-0-DELETE": "on"}
    form.pop("is_active")

    assert client.post(change(user), form).status_code == 302

    user.refresh_from_db()
    assert roles(user) == {("it", ours.pk)}
    assert not user.is_active


def test_fields_that_the_form_does_not_have_raise_nobody_and_are_logged(
    client, ours, owner, caplog
):
    user = make_staff("librarian", ours)
    form = form_on(client, change(user)) | {"is_superuser": "on", "user_permissions": "1"}

    assert client.post(change(user), form | {"x" * 500: "secret"}).status_code == 302

    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()
    (line,) = extra_fields(caplog)
    assert line["who"] == owner.username
    assert line["names"] == ["is_superuser", "user_permissions", "x" * 100]
    assert "secret" not in str(line)


def extra_fields(caplog):
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line for line in lines if line["event"] == "extra_fields"]


def test_a_form_as_a_browser_sends_it_has_no_field_too_many(client, ours, owner, caplog):
    user = make_staff("librarian", ours)
    form = form_on(client, change(user)) | {"_save": "Save", "memberships-__prefix__-role": ""}

    client.post(change(user), form | {"csrfmiddlewaretoken": "x"})

    assert not extra_fields(caplog)


def reaching_further(ours):
    """Accounts with a role here that have, elsewhere, rights that this owner has not."""
    for role in ("librarian", "owner"):
        user = make_staff(role, ours)
        Membership.objects.create(user=user, role="librarian", university=make_university())
        yield user
    user = make_staff("librarian", ours)
    Membership.objects.create(user=user, role="catalogue")
    yield user
    user = make_staff("librarian", ours)
    user.is_superuser = True
    user.save()
    yield user


def test_an_account_that_reaches_further_keeps_its_password_and_stays_open(client, ours, owner):
    for user in reaching_further(ours):
        password, others = user.password, roles(user) - {("librarian", ours.pk)}
        form = form_on(client, change(user)) | {"email": "mine@uni.example", "username": "mine"}
        form.pop("is_active", None)

        client.post(change(user), form)
        client.post(f"{ACCOUNTS}{user.pk}/password/", PASSWORD | {"set-password": "1"})
        client.post(ACCOUNTS, {"action": "end_codes", "_selected_action": [user.pk]})

        user.refresh_from_db()
        assert user.is_active
        assert (user.email, user.password) == ("", password)
        assert others <= roles(user)
        assert client.get(f"{ACCOUNTS}{user.pk}/history/").status_code == 403


def test_what_an_account_may_elsewhere_is_not_told(client, ours, owner):
    user = make_staff("librarian", ours)
    Membership.objects.create(user=user, role="owner", university=make_university(name="Elsewhere"))

    for path in (ACCOUNTS, change(user)):
        page = client.get(path)
        assert user.username in page.text
        assert "Elsewhere" not in page.text
    assert user.username not in client.get(f"{ACCOUNTS}?role=owner").text
    assert client.get(f"{ACCOUNTS}?memberships__role=owner").status_code in {302, 400}


def test_people_of_other_universities_are_not_there(client, owner):
    other = make_staff("librarian", make_university())

    assert other.username not in client.get(ACCOUNTS).text
    for path in (change(other), f"{ACCOUNTS}{other.pk}/password/"):
        unknown = client.get(path.replace(str(other.pk), "98765"))
        assert client.get(path).status_code == unknown.status_code
    assert client.get(f"{ACCOUNTS}{other.pk}/delete/").status_code in {302, 403}


def test_an_owner_gives_a_new_password_to_the_own_people(client, ours, owner):
    user = make_staff("it", ours)

    client.post(f"{ACCOUNTS}{user.pk}/password/", PASSWORD | {"set-password": "1"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD["password1"])


@pytest.mark.parametrize("role", ["librarian", "it", "catalogue"])
def test_no_other_role_sees_accounts(client, ours, role):
    client.force_login(make_staff(role, None if role == "catalogue" else ours))

    assert client.get(ACCOUNTS).status_code == 403
