"""Who is at the door: recognised by address, or taken at their word and admitted nowhere."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import RequestFactory

from streaming.access import directory
from streaming.access.evidence import Evidence, How
from streaming.access.visitor import CHOSEN_COOKIE, Visitor, recognise
from streaming.availability import Availability, Status
from streaming.models import AddressRange, University
from tests.factories.streaming import make_range, make_university

HERE, ELSEWHERE = "192.0.2.7", "203.0.113.9"
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
STREAMING = Availability(Status.STREAMING, NOON)


def visitor(address=ELSEWHERE, chosen=None, **meta):
    request = RequestFactory().get("/", REMOTE_ADDR=address, **meta)
    if chosen is not None:
        request.COOKIES[CHOSEN_COOKIE] = chosen
    return recognise(request, at=NOON)


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus")).university


@pytest.fixture
def other(db):
    return make_university(slug="other")


# --- by address, or by their word ----------------------------------------------------------------


def test_an_address_of_a_range_proves_its_university(campus):
    found = visitor(HERE)

    assert (found.university, found.how) == (campus, How.ADDRESS)
    assert found.is_proven


@pytest.mark.parametrize(
    ("address", "is_known"),
    [
        *(("192.0.2.0", True), ("192.0.2.255", True), ("192.0.1.255", False)),
        *(("192.0.3.0", False), ("::ffff:192.0.2.1", True), ("::192.0.2.1", False), ("", False)),
    ],
)
def test_a_range_has_two_ends(campus, address, is_known):
    assert visitor(address).is_proven is is_known


def test_among_many_ranges_each_finds_its_own(db):
    owners = {}
    for number in range(0, 250, 2):
        university = make_range(f"10.0.{number}.0/24").university
        owners[f"10.0.{number}.128"] = university
        owners[f"10.0.{number + 1}.128"] = None
    six = make_range("2001:db8::/32").university

    assert {address: visitor(address).university for address in owners} == owners
    assert visitor("2001:db8:ffff::1").university == six
    assert visitor("2001:db9::1").university is None


def test_a_chosen_university_is_known_and_not_proven(campus):
    found = visitor(chosen="campus")

    assert found.university == campus
    assert found.evidence == ()
    assert not found.is_proven
    assert not found.is_of(campus)
    assert not found.may_play(1, campus, STREAMING)


def test_an_address_beats_a_choice(campus, other):
    found = visitor(HERE, chosen="other")

    assert found.university == campus
    assert found.is_proven


@pytest.mark.parametrize(
    "cookie",
    [
        *(
            "",
            "nowhere",
            "campus ",
            " campus",
            "CAMPUS",
            "campus\0",
            "\0",
            "campus'--",
            "../campus",
        ),
        *(
            "%63ampus",
            "cämpus",
            "\ud800",
            "a" * 121,
            "a" * 10_000,
            "campus;other",
            "1",
            "-",
            "{{1}}",
        ),
    ],
)
def test_a_bogus_choice_is_nobodys(campus, cookie):
    assert visitor(chosen=cookie) == Visitor()


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP"]
)
@pytest.mark.parametrize("word", [HERE, f"for={HERE}", f"{HERE}, {HERE}"])
def test_no_header_proves_a_university(campus, header, word):
    assert visitor(ELSEWHERE, **{header: word}) == Visitor()


@pytest.mark.parametrize("header", ["HTTP_REMOTE_USER", "HTTP_EPPN", "HTTP_SHIB_IDENTITY"])
def test_no_header_names_a_user(campus, header):
    assert visitor(ELSEWHERE, **{header: "someone@campus"}) == Visitor()


@pytest.mark.parametrize(
    ("forwarded", "is_known"),
    [(HERE, True), (f"{ELSEWHERE}, {HERE}", True), (f"{HERE}, {ELSEWHERE}", False), ("", False)],
)
def test_behind_a_proxy_of_ours_its_word_counts(campus, settings, forwarded, is_known):
    settings.TRUSTED_PROXIES = 1

    assert visitor("10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded).is_proven is is_known


def test_no_proxy_is_trusted_unasked():
    assert settings.TRUSTED_PROXIES == 0


# --- admission -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
def test_only_what_streams_plays_and_only_for_those_proven(campus, other, status):
    answer = Availability(status, NOON)
    here = visitor(HERE)

    assert here.may_play(1, campus, answer) is (status is Status.STREAMING)
    assert not here.may_play(1, other, answer)
    assert not here.may_play(1, None, answer)
    assert not visitor(chosen="campus").may_play(1, campus, answer)
    assert not Visitor().may_play(1, campus, answer)
    assert not Visitor().may_play(1, None, answer)
    assert not Visitor(None, (Evidence(How.ADDRESS, 1, NOON),)).may_play(1, None, answer)


# --- the very next request -----------------------------------------------------------------------


def test_a_range_counts_from_the_next_request_on(db):
    university = make_university()
    assert not visitor(HERE).is_proven

    make_range("192.0.2.0/24", university=university)

    assert visitor(HERE).university == university


@pytest.mark.parametrize(
    "take_away",
    [
        lambda: AddressRange.objects.get().delete(),
        lambda: AddressRange.objects.all().delete(),
        lambda: connection.cursor().execute("DELETE FROM streaming_addressrange"),
    ],
    ids=["delete", "queryset", "sql"],
)
def test_a_range_taken_away_is_gone_at_the_next_request(campus, take_away):
    assert visitor(HERE).is_proven

    take_away()

    assert visitor(HERE) == Visitor()


def test_a_range_that_moves_is_the_other_universitys_at_the_next_request(campus, other):
    assert visitor(HERE).university == campus

    AddressRange.objects.update(university=other)

    assert visitor(HERE).university == other


def test_a_range_that_shrinks_leaves_its_end_at_the_next_request(campus):
    assert visitor("192.0.2.200").is_proven
    shrunk = AddressRange.objects.get()

    shrunk.network = "192.0.2.0/25"
    shrunk.save()

    assert not visitor("192.0.2.200").is_proven
    assert visitor(HERE).is_proven


def test_what_a_university_is_called_is_known_at_the_next_request(campus):
    visitor(HERE)

    University.objects.update(name="Renamed", timezone="Asia/Kathmandu")

    assert str(visitor(HERE).university) == "Renamed"
    assert visitor(HERE).university.timezone == "Asia/Kathmandu"


def test_own_words_are_known_at_the_next_request(campus):
    assert visitor(HERE).university.words_for("ended", "en") == ""

    campus.wordings.create(message="ended", language="en", text="Gone.")

    assert visitor(HERE).university.words_for("ended", "en") == "Gone."


def test_a_university_that_goes_is_nobodys_choice(campus):
    assert visitor(chosen="campus").university == campus

    campus.delete()

    assert visitor(chosen="campus") == Visitor()


def test_a_change_rolled_back_was_never_there(campus):
    assert visitor(HERE).is_proven

    with transaction.atomic():
        AddressRange.objects.all().delete()
        make_range("203.0.113.0/24", university=campus)
        inside = (visitor(HERE).is_proven, visitor(ELSEWHERE).is_proven)
        transaction.set_rollback(True)

    assert inside == (False, True)
    assert visitor(HERE).is_proven
    assert not visitor(ELSEWHERE).is_proven


# --- what it costs -------------------------------------------------------------------------------


def test_a_visitor_costs_one_query_once_the_directory_is_known(campus, django_assert_num_queries):
    visitor(HERE)

    with django_assert_num_queries(1):
        assert visitor(HERE).is_proven
    with django_assert_num_queries(1):
        visitor(ELSEWHERE)


def test_the_directory_is_made_once_a_change(campus, monkeypatch):
    made = []
    make = directory.Directory

    def counted(mark):
        made.append(mark)
        return make(mark)

    monkeypatch.setattr(directory, "Directory", counted)
    University.objects.update(name="Renamed")
    for _ in range(3):
        visitor(HERE)

    assert len(made) == 1


def test_names_that_nobody_has_are_not_remembered(db):
    for number in range(50):
        visitor(chosen=f"nobody-{number}")

    assert directory.directory(directory._directory.mark)._universities == {}
