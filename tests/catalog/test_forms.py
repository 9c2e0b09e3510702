"""What people type, and what is kept of it."""

import pytest
from django.core.exceptions import ValidationError

from catalog.forms import CountriesField, LanguagesField, LinesField, RuntimeField


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("85", 5100),
        ("85 min", 5100),
        ("85 minutes", 5100),
        ("1 h 25 min", 5100),
        ("1h25", 5100),
        ("2 h", 7200),
        ("1:25:00", 5100),
        ("0:00:20", 20),
        ("", None),
    ],
)
def test_a_running_time_is_kept_in_seconds(typed, seconds):
    assert RuntimeField(required=False).clean(typed) == seconds


@pytest.mark.parametrize("typed", ["0", "long", "1:25", "1:75:00", "-5", "85.5"])
def test_a_running_time_that_could_mean_anything_is_refused(typed):
    with pytest.raises(ValidationError, match="1 h 25 min"):
        RuntimeField().clean(typed)


@pytest.mark.parametrize("seconds", [5100, 5101, 59, 360_000, 3_086_220])
def test_a_running_time_is_shown_as_it_can_be_typed(seconds):
    field = RuntimeField()

    assert field.clean(str(field.prepare_value(seconds))) == seconds


def test_codes_are_typed_in_any_case_with_commas_or_blanks():
    assert CountriesField().clean("cn, Ca;de") == ["CN", "CA", "DE"]
    assert LanguagesField().clean("ZH-hans pt_br") == ["zh-Hans", "pt-BR"]
    assert CountriesField(required=False).clean("") == []


def test_codes_that_were_only_typed_otherwise_are_unchanged():
    assert not CountriesField().has_changed(["CN", "CA"], "cn ca")
    assert CountriesField().has_changed(["CN", "CA"], "ca, cn")


def test_lines_are_kept_letter_for_letter():
    field = LinesField(longest=20, required=False)

    assert field.clean("  Best Film \r\n\r\nBest – “Sound”") == ["  Best Film ", "Best – “Sound”"]
    assert not field.has_changed(["a", "b"], "a\r\nb\r\n")


def test_a_line_that_is_too_long_is_named():
    with pytest.raises(ValidationError, match="Line 2"):
        LinesField(longest=5).clean("short\nlonger")
