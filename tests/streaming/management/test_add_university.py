import pytest

from streaming.models import EmbeddingOrigin, University
from tests.commands import assert_refused, manage
from tests.factories.streaming import make_range

pytestmark = pytest.mark.django_db

WHOLE = (
    "add_university", "coast", "--name", "Coast College", "--timezone", "America/Lima",
    "--country", "PE", "--range", "192.0.2.77/24", "--range", "2001:db8:1::/48",
    "--origin", "https://Library.coast.example:443", "--contact", "library@coast.example",
)  # fmt: skip


def test_a_university_is_made_with_its_ranges_and_origins():
    assert manage(*WHOLE).code == 0

    coast = University.objects.get(slug="coast")
    assert (coast.name, coast.timezone, coast.country) == ("Coast College", "America/Lima", "PE")
    assert coast.library_contact == "library@coast.example"
    assert [row.network for row in coast.ranges.all()] == ["192.0.2.0/24", "2001:db8:1::/48"]
    assert [row.origin for row in coast.origins.all()] == ["https://library.coast.example"]


def test_twice_changes_nothing(django_assert_num_queries):
    manage(*WHOLE)
    history = University.history.count()

    done = manage(*WHOLE)

    assert done.out == "coast: nothing to change\n"
    assert University.history.count() == history


def test_only_what_is_named_changes():
    manage(*WHOLE)

    manage("add_university", "coast", "--timezone", "America/Bogota", "--range", "198.51.100.0/24")

    coast = University.objects.get(slug="coast")
    assert (coast.timezone, coast.name) == ("America/Bogota", "Coast College")
    assert coast.ranges.count() == 3


def test_a_new_one_needs_its_name_and_zone():
    assert manage("add_university", "coast", "--name", "Coast College").code == 2


REFUSED = [
    ("--country", "XX"),
    ("--timezone", "Mars/Olympus"),
    ("--name", ""),
    ("--contact", "no mail"),
    ("--range", "0.0.0.0/0"),
    ("--range", "203.0.113.128/25"),
    ("--range", "many"),
    ("--origin", "https://*.example"),
    ("--origin", "http://library.example"),
    ("--name", "n" * 201),
    ("--name", "\udcff"),
]


@pytest.mark.parametrize("change", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_else_is_kept(change):
    make_range("203.0.113.0/24")
    manage(*WHOLE)
    before = list(University.objects.order_by("pk").values())

    assert_refused(manage("add_university", "coast", "--origin", "https://new.example", *change))

    assert list(University.objects.order_by("pk").values()) == before
    assert EmbeddingOrigin.objects.count() == 1


def test_a_range_of_another_university_is_named_in_the_refusal():
    owner = make_range("192.0.2.0/28").university

    done = manage(*WHOLE)

    assert_refused(done)
    assert f"192.0.2.0/24 overlaps 192.0.2.0/28 of {owner}." in done.err
    assert not University.objects.filter(slug="coast").exists()


def test_a_university_has_at_most_twenty_origins():
    many = [part for n in range(21) for part in ("--origin", f"https://n{n}.example")]

    assert_refused(manage(*WHOLE, *many))
