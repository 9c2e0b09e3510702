"""The audit trail: one line for every act about who may watch."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from streaming import audit
from streaming.grants import grant
from streaming.models import AuditLine, Membership
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    make_licence,
    make_media,
    make_range,
    make_sign_on,
    make_staff,
    make_university,
    untold,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Act = AuditLine.Act


def lines(**having):
    return list(AuditLine.objects.filter(**having))


def told(**having):
    return [(line.act, line.what, line.why) for line in lines(**having)]


@time_machine.travel(NOON, tick=False)
def test_a_grant_and_a_revocation_by_command_are_each_a_line():
    film, university = make_media(film=make_film(title="Last Train Home")).film, make_university()

    manage("grant", university.slug, film.slug, "--until", "2027-06-30")
    manage("revoke", university.slug, film.slug)

    ended, granted = lines(university=university)
    assert (granted.act, ended.act) == (Act.GRANT, Act.REVOCATION)
    assert granted.what == "Last Train Home (2026-11-23 – 2027-06-30)"
    assert (granted.at, granted.who, granted.university_name, granted.reference) == (
        NOON,
        "command",
        university.name,
        "",
    )
    assert ended.why == "changed: ended early at"


def test_a_command_that_is_refused_leaves_no_line():
    university, film = make_university(), make_film()

    assert_refused(manage("revoke", university.slug, film.slug))

    assert lines() == []


def test_a_line_is_undone_with_what_it_tells_of():
    with transaction.atomic():
        grant(make_film(), make_university())
        transaction.set_rollback(True)

    assert lines(act=Act.GRANT) == []


def test_a_rule_s_change_names_what_changed_and_no_value():
    university = make_university()
    network = make_range("192.0.2.0/24", university=university)

    network.note = "reading room, key 4711"
    network.save()
    network.delete()

    assert told(university=university) == [
        ("change", "Address range: 192.0.2.0/24", "removed"),
        ("change", "Address range: 192.0.2.0/24", "changed: note"),
    ]
    assert not [line for line in lines() if "4711" in line.what + line.why]


def test_saving_what_is_the_same_is_no_line():
    licence = make_licence()

    licence.save()

    assert lines() == []


def test_a_licence_given_to_another_university_is_told_to_both():
    licence, other = make_licence(), make_university()
    first = licence.university

    licence.university = other
    licence.save()

    assert [(line.act, line.university_id) for line in lines()] == [
        (Act.GRANT, other.pk),
        (Act.REVOCATION, first.pk),
    ]


def test_a_licence_put_back_in_force_is_a_grant():
    licence = make_licence(revoked_at=timezone.now())

    licence.revoked_at = None
    licence.save()

    assert [line.act for line in lines()] == [Act.GRANT]


def test_a_staff_role_given_and_taken_is_told_to_its_university():
    university = make_university()
    user = make_staff()

    Membership.objects.create(user=user, role="librarian", university=university).delete()

    what = f"Membership: {user}, Librarian of a university"
    assert told(university=university, what=what) == [
        ("change", what, "removed"),
        ("change", what, "made"),
    ]


def test_a_university_can_be_removed_with_its_rules_and_the_trail_still_names_it():
    university = make_university(name="University of Gone")
    make_range("192.0.2.0/24", university=university)
    make_staff("it", university)

    university.delete()

    names = {line.university_name for line in lines(what="Address range: 192.0.2.0/24")}
    assert names == {"University of Gone"}
    assert told(university=None, why="removed") == [
        ("change", "University: University of Gone", "removed")
    ]


def test_a_repeated_denial_is_counted_on_its_line_within_the_minute():
    university = make_university()

    def deny(why):
        audit.record(Act.DENIAL, who="saml", university=university, why=why)

    with time_machine.travel(NOON, tick=False) as clock:
        for why in ("scope", "scope", "no_attributes", "scope"):
            deny(why)
        clock.shift(timedelta(seconds=61))
        deny("scope")

    assert [(line.why, line.times) for line in lines()] == [
        ("scope", 1),
        ("no_attributes", 1),
        ("scope", 3),
    ]


def test_denials_of_ever_other_kinds_are_bounded_too():
    university = make_university()

    with time_machine.travel(NOON, tick=False):
        for number in range(audit.MOST_DENIALS + 40):
            audit.record(Act.DENIAL, who="saml", university=university, what=f"Film {number}")

    assert len(lines()) == audit.MOST_DENIALS + 1
    assert lines(who=audit.MANY)[0].times == 40


def test_grants_are_never_folded():
    film, university = make_film(), make_university()
    for _ in range(3):
        grant(film, university)

    assert len(lines(act=Act.GRANT)) == 3


def test_a_refused_player_is_a_line_with_the_reference_of_its_page(client):
    response = client.get("/play/nonsense/film.mp4")

    (line,) = lines(act=Act.DENIAL)
    assert response.status_code == 403
    assert line.reference == response["X-Request-ID"]
    assert (line.who, line.university_id) == ("no evidence", None)
    assert "nonsense" not in line.what + line.why


def test_staff_who_come_go_and_mistype_are_lines_at_each_of_their_universities(client):
    here, there = make_university(), make_university()
    user = make_staff("librarian", here)
    untold(Membership.objects.create)(user=user, role="it", university=there)
    user.set_password("four-good-words-here")
    user.save()

    for password in ("wrong", "four-good-words-here"):
        client.post("/admin/login/", {"username": user.username, "password": password})
    client.post("/admin/logout/")

    for university in (here, there):
        assert [(line.act, line.who, line.why) for line in lines(university=university)] == [
            ("sign_out", user.username, ""),
            ("sign_on", user.username, ""),
            ("denial", user.username, "wrong_credentials"),
        ]


def test_a_name_that_is_no_account_s_is_not_kept(client):
    client.post("/admin/login/", {"username": "my-password-by-mistake", "password": "x"})

    (line,) = lines(act=Act.DENIAL)
    assert (line.who, line.what) == ("no account", "admin")


def test_a_sign_on_s_change_does_not_tell_of_its_revision():
    sign_on = make_sign_on(name="Portal")
    sign_on.save()

    assert not [line for line in lines() if "revision" in line.why]


def test_lines_are_swept_by_age_and_a_line_says_so():
    with time_machine.travel(NOON - timedelta(days=40), tick=False):
        audit.record(Act.DENIAL, who="saml", university=None)

    with time_machine.travel(NOON, tick=False):
        assert_refused(manage("sweep_audit", "--days", "3"))
        outcome = manage("sweep_audit", "--days", "31")

    assert (outcome.code, outcome.out) == (0, "1 lines removed\n")
    [line] = lines()
    assert line.why == "older than 2026-10-23"
