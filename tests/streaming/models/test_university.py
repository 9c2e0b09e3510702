from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from streaming.access.ip_ranges import canonical_network, first_and_last
from streaming.models import AddressRange, EmbeddingOrigin, MailDomain, University
from streaming.models.university import MOST_ORIGINS
from streaming.playback.embedding import canonical_origin
from tests.factories.streaming import make_range, make_university

# --- networks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("192.0.2.0/24", "192.0.2.0/24"),
        ("192.0.2.77/24", "192.0.2.0/24"),
        (" 192.0.2.7 ", "192.0.2.7/32"),
        ("192.0.2.0/255.255.255.0", "192.0.2.0/24"),
        ("10.9.8.7/8", "10.0.0.0/8"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.7/120", "192.0.2.0/24"),
        ("2001:DB8:0:0::1/32", "2001:db8::/32"),
        ("2001:db8::1", "2001:db8::1/128"),
        ("2001::/16", "2001::/16"),
    ],
)
def test_a_network_is_brought_to_one_form(typed, kept):
    assert canonical_network(typed) == kept
    assert canonical_network(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "campus", "192.0.2", "192.0.2.0/33", "192.0.2.0/24/24", "192.0.2.0-192.0.2.9", "\0"),
        *("010.0.0.0/8", "300.0.0.1", "2001:db8::/129", "1.2.3.4, 5.6.7.8", "١٩٢.0.2.0/24"),
    ],
)
def test_what_is_no_network_is_refused(typed):
    with pytest.raises(ValueError, match="is no network address"):
        canonical_network(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("0.0.0.0/0", "10.0.0.0/7", "::/0", "2001::/15", "::ffff:0:0/96", "::ffff:10.0.0.0/103"),
        *("::/16", "::/64", "::/80", "::fffe:0:0/95"),  # every address of IPv4 is in these
    ],
)
def test_a_network_that_no_university_owns_is_refused(typed):
    with pytest.raises(ValueError, match="is too wide"):
        canonical_network(typed)


def test_the_ends_of_a_network_are_in_one_order_with_those_of_all_others():
    networks = ["9.0.0.0/8", "10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32", "2a00::/16"]

    ends = [end for network in networks for end in first_and_last(network)]

    assert ends == sorted(ends)
    assert all(len(end) == 32 for end in ends)


OVERLAPS = [
    *("192.0.2.0/24", "192.0.2.128/25", "192.0.2.0/25", "192.0.0.0/16", "192.0.2.255"),
    *("::ffff:192.0.2.1", "192.0.2.0/32"),
]


@pytest.mark.parametrize("network", OVERLAPS)
@pytest.mark.parametrize("whose", ["of the same university", "of another"])
def test_an_address_belongs_to_one_university(db, network, whose):
    owner = make_range("192.0.2.0/24").university
    asking = owner if whose == "of the same university" else make_university()

    with pytest.raises(ValidationError, match=r"overlaps"):
        AddressRange(university=asking, network=network).full_clean(exclude=["first"])


@pytest.mark.parametrize("network", ["192.0.1.0/24", "192.0.3.0/24", "2001:db8::/32"])
def test_neighbouring_networks_are_fine(db, network):
    make_range("192.0.2.0/24")

    AddressRange(university=make_university(), network=network).full_clean()


def test_a_range_may_be_saved_again(db):
    kept = make_range("192.0.2.0/24")
    kept.note = "Library"

    kept.full_clean()


def test_a_saved_range_is_in_order_though_nobody_cleaned_it(db):
    kept = make_range("192.0.2.77/24")

    kept.refresh_from_db()
    assert kept.network == "192.0.2.0/24"
    assert (kept.first, kept.last) == first_and_last("192.0.2.0/24")


def test_a_range_that_runs_backwards_is_refused_by_the_database(db):
    kept = make_range("192.0.2.0/24")

    with pytest.raises(IntegrityError), transaction.atomic():
        AddressRange.objects.filter(pk=kept.pk).update(last="0" * 32)


# --- origins -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://library.uni.example", "https://library.uni.example"),
        (" https://Library.UNI.example/ ", "https://library.uni.example"),
        ("HTTPS://library.uni.example:443", "https://library.uni.example"),
        ("https://library.uni.example:8443", "https://library.uni.example:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://uni.ac.uk", "https://uni.ac.uk"),
        ("https://or.at", "https://or.at"),  # exactly that site, not those below it
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_an_origin_is_brought_to_one_form(typed, kept):
    assert canonical_origin(typed) == kept
    assert canonical_origin(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "*", "https://*", "https://*.uni.example", "https://*.edu", "https:", "https://"),
        *("library.uni.example", "//library.uni.example", "ftp://library.uni.example", "null"),
        *("https://*.ac.uk", "https://uni.*", "https://*.github.io", "https://library.*.example"),
        *("http://library.uni.example", "https://edu", "javascript:alert(1)", "data:text/html,x"),
        *("https://uni.example/path", "https://uni.example?q", "https://uni.example#top"),
        *("https://user@uni.example", "https://user:word@uni.example", "https://@uni.example"),
        *("https://uni.example:0", "https://uni.example:99999", "https://uni.example:port"),
        *("https://uni.example;", "https://uni.example;script-src", "https://uni.example 'self'"),
        *("https://uni.example,https://evil.example", "https://uni_.example", "https://-a.example"),
        *("https://a..example", "https://.example", "https://uni.example.", "https://[::1]"),
        *("https://[", "https://\ud800.example", "https://uni.example\\@evil.example", "\0"),
        *("https://" + "a" * 64 + ".example", "https://" + "a." * 130 + "example", "'self'"),
    ],
)
def test_what_is_not_exactly_one_origin_is_refused(typed):
    with pytest.raises(ValueError, match=r"\w"):
        canonical_origin(typed)


def test_a_form_hears_why_an_origin_is_refused(db):
    origin = EmbeddingOrigin(university=make_university(), origin="https://*.uni.example")

    with pytest.raises(ValidationError) as error:
        origin.full_clean()

    assert set(error.value.message_dict) == {"origin"}


def test_a_university_has_so_many_origins_and_no_more(db):
    university = make_university()
    for number in range(MOST_ORIGINS):
        origin = EmbeddingOrigin(university=university, origin=f"https://a{number}.uni.example")
        origin.full_clean()
        origin.save()

    with pytest.raises(ValidationError, match="at most 20"):
        EmbeddingOrigin(university=university, origin="https://b.uni.example").full_clean()
    origin.full_clean()
    EmbeddingOrigin(university=make_university(), origin="https://b.uni.example").full_clean()


# --- the rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["", "Berlin", "Europe/Nowhere", "+02:00", "europe/berlin"])
def test_a_university_has_a_time_zone_that_exists(db, zone):
    university = University(name="A", slug="a", timezone=zone)

    with pytest.raises(ValidationError) as error:
        university.full_clean()

    assert set(error.value.message_dict) == {"timezone"}


def test_the_day_at_a_university_is_its_own():
    at = datetime(2026, 6, 15, 23, tzinfo=UTC)

    assert University(timezone="America/New_York").day_at(at) == date(2026, 6, 15)
    assert University(timezone="Pacific/Auckland").day_at(at) == date(2026, 6, 16)


@pytest.mark.parametrize("domain", ["uni", "UNI.example", "-uni.example", "uni.example\n", "a@b.c"])
def test_a_mail_domain_is_a_domain(db, domain):
    with pytest.raises(ValidationError):
        MailDomain(university=make_university(), domain=domain).full_clean()


def test_own_words_are_in_the_readers_language_or_else_in_any(db):
    university = make_university()
    university.wordings.create(message="ended", language="de", text="Vorbei.")
    university.wordings.create(message="ended", language="en", text="Over.")
    university.wordings.create(message="opens", language="de", text="Bald.")

    assert university.words_for("ended", "en") == "Over."
    assert university.words_for("opens", "en") == "Bald."
    assert university.words_for("withdrawn", "en") == ""
