"""Universities, media and accounts in the admin."""

from pathlib import PurePath

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from streaming.models import AddressRange, Membership
from tests.factories.admin_form import form_on, new_row
from tests.factories.streaming import (
    make_captions,
    make_media,
    make_range,
    make_staff,
    make_university,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owner(client):
    user = make_staff("owner")
    client.force_login(user)
    return user


def change(thing):
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
    return reverse(name, args=[thing.pk])


def test_a_university_is_made_with_its_ranges_origins_domains_and_words(client):
    address = "/admin/streaming/university/add/"
    form = form_on(client, address)
    form |= {"name": "U", "slug": "u", "timezone": "Europe/Berlin", "country": "de"}
    new_row(form, "ranges", network="2001:db8::1/32", note="campus")
    new_row(form, "origins", origin="https://library.uni.example/")
    new_row(form, "mail_domains", domain="uni.example")
    new_row(form, "wordings", message="ended", language="en", text="Ask the desk.")

    response = client.post(address, form)

    assert response.status_code == 302, response.context["errors"]
    row = AddressRange.objects.get()
    assert (row.network, row.university.country) == ("2001:db8::/32", "DE")
    assert row.university.origins.get().origin == "https://library.uni.example"


@pytest.mark.parametrize(
    ("field", "typed"), [("timezone", "Berlin"), ("country", "Germany"), ("country", "xx")]
)
def test_a_zone_or_country_that_is_none_is_refused(client, field, typed):
    university = make_university()
    form = form_on(client, change(university)) | {field: typed}

    assert field in client.post(change(university), form).context["adminform"].form.errors


def test_ranges_that_overlap_each_other_are_refused_at_the_row(client):
    university = make_university()
    form = form_on(client, change(university))
    new_row(form, "ranges", network="192.0.2.0/24")
    new_row(form, "ranges", network="192.0.2.128/25")

    page = client.post(change(university), form)

    table = page.context["inline_admin_formsets"][0].formset
    assert [bool(row.errors) for row in table.forms] == [False, True]
    assert "192.0.2.128/25 overlaps 192.0.2.0/24" in page.text
    assert not AddressRange.objects.exists()


def test_a_range_of_another_university_is_refused(client):
    make_range("192.0.2.0/24")
    university = make_university()
    form = form_on(client, change(university))
    new_row(form, "ranges", network="192.0.2.5")

    assert "overlaps" in client.post(change(university), form).text


def test_the_history_of_a_university_tells_of_its_ranges(client):
    university = make_university(name="Before")
    university.name = "After"
    university.save()
    row = make_range("192.0.2.0/24", university=university)
    row.delete()

    page = client.get(reverse("admin:streaming_university_history", args=[university.pk]))

    told = {(moment.act, moment.thing, moment.name) for moment in page.context["moments"]}
    assert ("-", "address range", "192.0.2.0/24") in told
    assert ("~", "university", "After") in told


def test_the_form_of_a_university_costs_the_same_however_many_ranges(client, query_cost):
    few, many = make_university(), make_university()
    for number in range(30):
        make_range(f"10.0.{number}.0/24", university=many)
    make_range("10.1.0.0/24", university=few)
    assert query_cost(change(few)) == query_cost(change(many))


def test_media_are_listed_with_their_tracks(client, query_cost):
    path = "/admin/streaming/media/"
    media = make_captions().media
    one = query_cost(path)
    for _ in range(10):
        make_captions()
    bare = make_media()

    assert query_cost(path) == one
    assert list(client.get(path, {"captions": "no"}).context["cl"].result_list) == [bare]
    assert client.get(path, {"file": "no"}).context["cl"].result_count == 0
    assert "English (captions)" in client.get(change(media.film)).text


def test_a_file_that_is_kept_is_named_without_an_address_to_follow(client):
    media = make_captions().media

    for page in (client.get(change(media)).text, client.get(change(media.film)).text):
        assert PurePath(media.file.name).name in page
        assert f'href="{media.file.url}"' not in page
        assert f'{media.file.name}"' not in page


def test_an_account_is_given_its_role_on_its_own_page(client):
    university, user = make_university(), make_staff()
    form = form_on(client, change(user))
    new_row(form, "memberships", role="librarian", university=university.pk)

    response = client.post(change(user), form)

    assert response.status_code == 302, response.context["errors"]
    assert Membership.objects.get(user=user).university == university
    form = form_on(client, change(user))
    new_row(form, "memberships", role="it", university="")
    assert "name it" in client.post(change(user), form).text


def test_accounts_are_the_owner_s_business(client):
    client.force_login(make_staff("catalogue"))

    assert client.get("/admin/auth/user/").status_code == 403
    assert get_user_model().objects.count() == 2
