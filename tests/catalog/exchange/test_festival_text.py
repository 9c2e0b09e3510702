"""Festivals as text, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.festival_text import Entry, UnreadableText, read, write

SEED = """\
  • Sundance Film Festival
  • San Francisco International Film Festival
    Golden Gate Award - Investigative Documentary Prize
  • IDFA
    Best Feature Length Documentary
  • Riverrun Film Festival
    Best Documentary
  • Los Angeles Asian Pacific Film Festival
    Best Cinematography
  • Los Angeles Asian Pacific Film Festival
    Grand Jury Prize - Outstanding Documentary Feature
  • RIDM
    Best Canadian Film"""

printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200
).filter(str.strip)
names = printable.map(str.strip)
entries = st.builds(Entry, names, st.lists(printable, max_size=4).map(tuple))


def test_the_first_page_gives_seven_entries_six_festivals_and_six_awards():
    found = read(SEED)

    assert len(found) == 7
    assert len({entry.festival for entry in found}) == 6
    assert sum(len(entry.awards) for entry in found) == 6
    assert write(found) == SEED


@given(st.lists(entries, max_size=8))
def test_what_is_written_is_read_back_letter_for_letter(given_entries):
    text = write(given_entries)

    assert read(text) == given_entries
    assert write(read(text)) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_empty_lines_say_nothing(end):
    assert read(end.join(["", "• IDFA", "", "\tBest Film", ""])) == [Entry("IDFA", ("Best Film",))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("    Best Film", "Line 1"),
        ("• IDFA\n    Best Film\nRIDM", "Line 3"),
        ("• IDFA\n  •  ", "Line 2"),
        ("• IDFA\n    " + "x" * 501, "Line 2"),
        ("• " + "x" * 201, "Line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_line(text, line):
    with pytest.raises(UnreadableText, match=line):
        read(text)


def test_every_wrong_line_is_named_at_once():
    with pytest.raises(UnreadableText) as refusal:
        read("Festival Participation\n\n  • IDFA\nBest Film")

    assert [words[:6] for words in refusal.value.args] == ["Line 1", "Line 4"]
