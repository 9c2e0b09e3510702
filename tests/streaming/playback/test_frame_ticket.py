"""The ticket by which a frame lets its visitor in, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer

from streaming.access.evidence import Word
from streaming.models import Spent
from streaming.playback.frame_ticket import LIFETIME, SALT, Ticket, redeem, ticket_for
from streaming.playback.sealed import BadToken
from streaming.playback.signing import SALT as PLAY
from tests.factories.streaming import make_sign_on, make_university
from tests.streaming.playback.bent import ALIASES, alias, mutants

NOON = datetime(2026, 6, 15, 12, 0, 0, 123456, tzinfo=UTC)
NAME = 16 * "a1"


@pytest.fixture
def portal(db):
    return make_sign_on()


def ticket(portal, film_id=7, *, at=NOON):
    return ticket_for(portal, portal.university, film_id, at=at)


def reason_against(text, university, film_id=7, *, at=NOON):
    with pytest.raises(BadToken) as refused:
        redeem(text, university, film_id, at=at)
    return refused.value.reason


def test_a_ticket_says_by_whose_word_a_film_may_be_watched(portal):
    found = redeem(ticket(portal), portal.university, 7, at=NOON)

    assert (found.university_id, found.film_id) == (portal.university_id, 7)
    assert found.word == Word(portal.pk, portal.revision)


def test_a_ticket_counts_once(portal):
    text = ticket(portal)
    redeem(text, portal.university, 7, at=NOON)

    assert reason_against(text, portal.university) == "spent"


def test_two_tickets_for_the_same_thing_count_once_each(portal):
    first, second = ticket(portal), ticket(portal)

    assert first != second
    redeem(first, portal.university, 7, at=NOON)
    redeem(second, portal.university, 7, at=NOON)


def test_a_ticket_lasts_five_minutes_at_most(portal):
    text = ticket(portal)

    assert timedelta(minutes=5) == LIFETIME
    assert reason_against(text, portal.university, at=NOON + LIFETIME) == "expired"
    redeem(text, portal.university, 7, at=NOON + LIFETIME - timedelta(seconds=1))


def test_a_ticket_for_one_film_opens_no_other_and_is_not_spent_by_trying(portal):
    text = ticket(portal, film_id=7)

    assert reason_against(text, portal.university, 8) == "elsewhere"
    assert reason_against(text, make_university(), 7) == "elsewhere"
    redeem(text, portal.university, 7, at=NOON)


def test_a_ticket_for_the_whole_library_opens_any_film_of_that_university_once(portal):
    text = ticket(portal, film_id=None)

    assert reason_against(text, make_university(), 8) == "elsewhere"
    assert redeem(text, portal.university, 8, at=NOON).film_id is None
    assert reason_against(text, portal.university, 9) == "spent"


def test_what_is_remembered_of_a_ticket_is_forgotten_when_nobody_would_take_it(portal):
    redeem(ticket(portal), portal.university, 7, at=NOON)
    later = NOON + 2 * LIFETIME
    redeem(ticket(portal, at=later), portal.university, 7, at=later)

    assert Spent.objects.count() == 1


def test_no_mutant_of_a_ticket_is_accepted_nor_spends_it(portal):
    films = [7, 12, 4711, 2**63 - 1, None]
    for film_id in films:
        text = ticket(portal, film_id)
        bent = set(mutants(text)) - {text}

        assert len(bent) >= 350
        for mutant in bent:
            said = reason_against(mutant, portal.university, film_id or 7)
            assert said in ("malformed", "forged")
        redeem(text, portal.university, film_id or 7, at=NOON)
    assert Spent.objects.count() == len(films)


@pytest.mark.parametrize("pattern", ALIASES)
def test_a_ticket_has_no_other_spelling(portal, pattern):
    text = alias(pattern, ticket(portal))

    assert reason_against(text, portal.university) in ("malformed", "forged")


@pytest.mark.parametrize(
    "text",
    [
        *("", "1.7.1781525100.3.1", f"1.7.1781525100.3.1.{NAME}"),
        *(f"2.frame.1.7.1781525100.3.1.{NAME}", f"1.play.1.7.1781525100.3.1.{NAME}"),
        *(f"1.frame.1.07.1781525100.3.1.{NAME}", f"1.frame.1.00.1781525100.3.1.{NAME}"),
        *(f"1.frame.0.7.1781525100.3.1.{NAME}", f"1.frame.1.7.1781525100.0.1.{NAME}"),
        *(f"1.frame.1.{2**63}.1781525100.3.1.{NAME}", f"1.frame.1.7.{2**63 - 1}.3.1.{NAME}"),
        *(f"1.frame.1.7.1781525100.3.1.{NAME.upper()}", "1.frame.1.7.1781525100.3.1."),
    ],
)
def test_even_our_own_signature_makes_no_other_grammar_good(portal, text):
    assert reason_against(Signer(salt=SALT).sign(text), portal.university) == "malformed"


@pytest.mark.parametrize("salt", [PLAY, "streaming.frame.v2", ""])
def test_what_was_signed_for_another_purpose_is_no_ticket(portal, salt):
    text = ticket(portal).rpartition(":")[0]

    assert reason_against(Signer(salt=salt).sign(text), portal.university) == "forged"


def test_a_retired_key_still_opens_until_it_leaves_the_fallbacks(portal, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the old key " * 5, []
    text = ticket(portal)
    settings.SECRET_KEY = "the new key " * 5
    assert reason_against(text, portal.university) == "forged"

    settings.SECRET_KEY_FALLBACKS = ["the old key " * 5]
    redeem(text, portal.university, 7, at=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"university_id": 0}, {"film_id": 0}, {"film_id": 2**63}, {"word": Word(0, 1)}),
        *({"expires_at": NOON}, {"expires_at": datetime(2026, 6, 15, 12)}),
    ],
)
def test_a_ticket_that_no_text_can_say_is_not_made(wrong):
    good = Ticket(1, 7, Word(3, 1), NOON.replace(microsecond=0), NAME)

    with pytest.raises(ValueError, match=r"positive|UTC"):
        replace(good, **wrong)
