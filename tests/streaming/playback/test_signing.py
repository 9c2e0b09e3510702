import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from streaming.access.evidence import Word
from streaming.playback.sealed import LARGEST, BadToken
from streaming.playback.signing import SALT, Playback, playback_in, token_for
from tests.streaming.playback.bent import ALIASES, alias, mutants

EXPIRY = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = EXPIRY - timedelta(minutes=5)
HERE, THERE = 16 * "a1", 16 * "0f"
LAST_INSTANT = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

PLAYBACKS = [
    Playback(1, 1, EXPIRY, HERE),
    Playback(1, 1, EXPIRY, THERE),
    Playback(7, 12, EXPIRY, HERE),
    Playback(12, 7, EXPIRY, HERE),
    Playback(4711, 3, EXPIRY + timedelta(seconds=1), HERE, Word(5, 1)),
    Playback(4711, 3, EXPIRY + timedelta(seconds=1), HERE, Word(1, 5)),
    Playback(LARGEST, LARGEST, LAST_INSTANT, THERE, Word(LARGEST, LARGEST)),
]


def reason_against(token, *, at=NOW):
    with pytest.raises(BadToken) as refused:
        playback_in(token, at=at)
    return refused.value.reason


def signed(text):
    return Signer(salt=SALT).sign(text)


@pytest.mark.parametrize("playback", PLAYBACKS)
def test_a_token_gives_back_what_was_signed(playback):
    token = token_for(playback)

    assert playback_in(token, at=NOW) == playback
    assert token_for(playback_in(token, at=NOW)) == token


@pytest.mark.parametrize("playback", PLAYBACKS)
def test_a_token_fits_a_path_segment(playback):
    assert re.fullmatch(r"[A-Za-z0-9_.:-]{1,182}", token_for(playback))


def test_different_playbacks_have_different_tokens():
    assert len({token_for(playback) for playback in PLAYBACKS}) == len(PLAYBACKS)


@pytest.mark.parametrize("playback", PLAYBACKS)
def test_no_mutant_of_a_token_is_accepted(playback):
    token = token_for(playback)
    bent = set(mutants(token)) - {token}

    assert len(bent) >= 350
    for mutant in bent:
        assert reason_against(mutant) in ("malformed", "forged")


@pytest.mark.parametrize("pattern", ALIASES)
def test_a_token_has_no_other_spelling(pattern):
    assert reason_against(alias(pattern, token_for(PLAYBACKS[1]))) in ("malformed", "forged")


def test_the_last_character_has_no_twin_with_the_same_bits():
    token = token_for(PLAYBACKS[0])
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    accepted = set()
    for last in alphabet:
        try:
            playback_in(token[:-1] + last, at=NOW)
        except BadToken:
            continue
        accepted.add(last)

    assert accepted == {token[-1]}


@pytest.mark.parametrize(
    "text",
    [
        "1.2",
        "1.2.3.4",
        "01.2.1795435200",
        "1.02.1795435200",
        "1.2.01795435200",
        "0.2.1795435200",
        "1.0.1795435200",
        "1.2.0",
        "-1.2.1795435200",
        "+1.2.1795435200",
        "1_0.2.1795435200",
        " 1.2.1795435200",
        "1.2.1795435200 ",
        "1.2.1795435200\n",
        "1.2.1795435200.0",
        "1.2.1.795e9",
        "\u0661.2.1795435200",
        "\uff11.2.1795435200",
        f"{2**63}.2.1795435200",
        f"1.{2**63}.1795435200",
        f"1.2.{LARGEST}",
        "1.2.253402300800",  # the first second of the year 10000
        f"{'9' * 5000}.2.1795435200",
        "1:2:1795435200",
        "",
    ],
)
def test_even_our_own_signature_makes_no_other_number_good(text):
    assert reason_against(signed(f"2.play.{text}.{HERE}")) == "malformed"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2.1795435200",
        f"1.2.1795435200.{HERE}",
        f"1.play.1.2.1795435200.{HERE}",
        f"02.play.1.2.1795435200.{HERE}",
        f"2.PLAY.1.2.1795435200.{HERE}",
        f"2.frame.1.2.1795435200.{HERE}",
        "2.play.1.2.1795435200",
        "2.play.1.2.1795435200.",
        f"2.play.1.2.1795435200.{HERE.upper()}",
        f"2.play.1.2.1795435200.{HERE[1:]}",
        f"2.play.1.2.1795435200.{HERE}0",
        f"2.play.1.2.1795435200.{HERE}.1",
        f"2.play.1.2.1795435200.{HERE}.1.",
        f"2.play.1.2.1795435200.{HERE}.0.1",
        f"2.play.1.2.1795435200.{HERE}.1.01",
        f"2.play.1.2.1795435200.{HERE}.1.{2**63}",
        f"2.play.1.2.1795435200.{HERE}.1.2.3",
        f"2.play.1.2.1795435200.{HERE}.1.2.",
    ],
)
def test_even_our_own_signature_makes_no_other_grammar_good(text):
    assert reason_against(signed(text)) == "malformed"


def test_a_grant_cannot_be_moved_to_another_film_university_or_time():
    token = token_for(Playback(1, 2, EXPIRY, HERE))
    text, signature = token.split(":")

    for other in (
        Playback(2, 2, EXPIRY, HERE),
        Playback(1, 1, EXPIRY, HERE),
        Playback(1, 2, LAST_INSTANT, HERE),
        Playback(1, 2, EXPIRY, THERE),
        Playback(1, 2, EXPIRY, HERE, Word(1, 1)),
    ):
        other_text = token_for(other).split(":")[0]
        assert other_text != text
        assert reason_against(f"{other_text}:{signature}") == "forged"


@pytest.mark.parametrize(
    "salt", ["streaming.playback.v1", "streaming.play.v1", "streaming.frame.v1", "", None]
)
def test_what_was_signed_for_another_purpose_is_no_token(salt):
    text = token_for(PLAYBACKS[0]).split(":")[0]

    assert reason_against(Signer(salt=salt).sign(text)) == "forged"


@pytest.mark.parametrize(
    ("at", "accepted"),
    [
        (EXPIRY - timedelta(days=365), True),
        (EXPIRY - timedelta(seconds=1), True),
        (EXPIRY - timedelta(microseconds=1), True),
        (EXPIRY, False),
        (EXPIRY + timedelta(microseconds=1), False),
        (EXPIRY + timedelta(days=365), False),
        (EXPIRY.astimezone(timezone(timedelta(hours=-9))), False),
        ((EXPIRY - timedelta(seconds=1)).astimezone(timezone(timedelta(hours=14))), True),
    ],
)
def test_a_token_is_good_until_just_before_its_expiry(at, accepted):
    playback = Playback(1, 2, EXPIRY, HERE)

    if accepted:
        assert playback_in(token_for(playback), at=at) == playback
    else:
        assert reason_against(token_for(playback), at=at) == "expired"


def test_a_forged_token_is_not_told_that_it_is_late():
    token = token_for(PLAYBACKS[0])

    assert reason_against(token[:-1] + "?", at=LAST_INSTANT) == "malformed"
    assert reason_against(token.replace("play.1.", "play.2."), at=LAST_INSTANT) == "forged"


def test_a_retired_key_still_opens_until_it_leaves_the_fallbacks(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the old key " * 5, []
    old = token_for(PLAYBACKS[0])
    settings.SECRET_KEY = "the new key " * 5
    assert reason_against(old) == "forged"

    settings.SECRET_KEY_FALLBACKS = ["the old key " * 5]
    assert playback_in(old, at=NOW) == PLAYBACKS[0]
    assert reason_against(old[:-1] + ("A" if old[-1] != "A" else "B")) == "forged"

    new = token_for(PLAYBACKS[0])
    assert new != old
    settings.SECRET_KEY_FALLBACKS = []
    assert playback_in(new, at=NOW) == PLAYBACKS[0]
    assert reason_against(old) == "forged"


@examples(deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=200),  # lone surrogates as well
        st.from_regex(
            r"2\.play(\.[0-9]{1,20}){3}\.[0-9a-f]{32}(\.[0-9]{1,20}){0,2}:[A-Za-z0-9_-]{43}",
            fullmatch=True,
        ),
        st.from_regex(r"\A.*\..*\..*:.*\Z"),
    )
)
def test_any_text_at_all_is_refused_and_nothing_else_happens(text):
    assert reason_against(text) in ("malformed", "forged")


@examples(deadline=None)
@given(st.text(max_size=60))  # without lone surrogates, which cannot be signed
def test_any_text_we_might_have_signed_otherwise_is_refused(text):
    assert reason_against(signed(text)) == "malformed"


@examples(deadline=None)
@given(
    st.builds(
        Playback,
        film_id=st.integers(1, LARGEST),
        university_id=st.integers(1, LARGEST),
        expires_at=st.integers(1, 253402300799).map(lambda s: datetime.fromtimestamp(s, UTC)),
        audience=st.from_regex("[0-9a-f]{32}", fullmatch=True),
        word=st.none() | st.builds(Word, st.integers(1, LARGEST), st.integers(1, LARGEST)),
    )
)
def test_every_playback_has_one_token_that_reads_back(playback):
    token = token_for(playback)
    at = playback.expires_at - timedelta(microseconds=1)

    assert playback_in(token, at=at) == playback
    assert token_for(playback_in(token, at=at)) == token
    assert len(token) <= 182


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"film_id": 0}, "positive"),
        ({"film_id": -1}, "positive"),
        ({"university_id": 0}, "positive"),
        ({"university_id": 2**63}, "63 bits"),
        ({"expires_at": EXPIRY.replace(tzinfo=None)}, "in UTC"),
        ({"expires_at": EXPIRY.replace(microsecond=1)}, "whole seconds"),
        ({"expires_at": EXPIRY.astimezone(timezone(timedelta(hours=1)))}, "in UTC"),
        ({"expires_at": datetime(1970, 1, 1, tzinfo=UTC)}, "1970"),
        ({"audience": ""}, "hexadecimal"),
        ({"audience": HERE.upper()}, "hexadecimal"),
        ({"audience": HERE + "\n"}, "hexadecimal"),
        ({"word": Word(0, 1)}, "positive"),
        ({"word": Word(1, 2**63)}, "63 bits"),
    ],
)
def test_a_playback_that_no_token_can_say_is_not_made(wrong, said):
    with pytest.raises(ValueError, match=said):
        Playback(
            **{"film_id": 1, "university_id": 2, "expires_at": EXPIRY, "audience": HERE} | wrong
        )
