"""Whose word is taken for a visitor's address."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.access.ip_ranges import address_of, sortable

CLIENT, PROXY, OUTER, FORGED = "192.0.2.7", "10.0.0.1", "10.0.0.2", "198.51.100.66"


def believed(remote, forwarded, hops):
    return address_of(remote, forwarded, trusted_hops=hops)


def form(address):
    return sortable(ip_address(address))


@pytest.mark.parametrize("forwarded", ["", FORGED, f"{FORGED}, {CLIENT}", "garbage", "\0", ","])
def test_without_proxies_only_the_connection_counts(forwarded):
    assert believed(CLIENT, forwarded, 0) == form(CLIENT)


@pytest.mark.parametrize("before", ["", f"{FORGED}, ", f"{FORGED},,{FORGED} , ", "garbage, "])
def test_behind_one_proxy_its_own_entry_counts(before):
    assert believed(PROXY, f"{before}{CLIENT}", 1) == form(CLIENT)


@pytest.mark.parametrize("before", ["", f"{FORGED}, ", "garbage, ", ", ,"])
def test_behind_two_proxies_the_outer_ones_entry_counts(before):
    assert believed(PROXY, f"{before}{CLIENT}, {OUTER}", 2) == form(CLIENT)


@pytest.mark.parametrize(
    ("forwarded", "hops"), [("", 1), (" , ", 1), ("", 2), (FORGED, 2), (f"{FORGED}, {CLIENT}", 3)]
)
def test_who_did_not_come_through_all_proxies_is_nobody(forwarded, hops):
    assert believed(PROXY, forwarded, hops) is None


@pytest.mark.parametrize(
    "entry",
    [
        *("garbage", "unknown", "192.0.2", "192.0.2.7.8", "192.0.2.256", "192.0.2.07", "0x7f.1"),
        *("192.0.2.7:80", "[2001:db8::1]:80", "2130706433", "192.0.2.7/24", "\0", "١٩٢.0.2.7"),
        *("192.0.2.7\0", "for=192.0.2.7", "2001:db8:::1", "%", "%eth0", "a" * 10_000),
    ],
)
def test_what_is_no_address_is_nobodys(entry):
    assert believed(PROXY, entry, 1) is None
    assert believed(entry, "", 0) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::FFFF:C000:207", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
    ],
)
def test_two_spellings_of_an_address_are_one(one, other):
    assert believed(one, "", 0) == believed(other, "", 0) == form(other)


def test_a_server_on_a_socket_sees_no_address():
    assert believed("", "", 0) is None
    assert believed("", CLIENT, 1) == form(CLIENT)


addresses_of_both_kinds = st.lists(
    st.integers(0, 2**32 - 1).map(IPv4Address) | st.integers(0, 2**128 - 1).map(IPv6Address),
    min_size=2,
)


@given(addresses_of_both_kinds)
def test_the_order_of_the_text_is_the_order_of_the_addresses(addresses):
    def number(address):
        return int(address) + (0xFFFF << 32 if address.version == 4 else 0)

    assert sorted(addresses, key=sortable) == sorted(addresses, key=number)


@given(st.text(), st.text(), st.integers(0, 3))
def test_any_text_is_an_address_or_nobodys(remote, forwarded, hops):
    found = believed(remote, forwarded, hops)

    assert found is None or len(found) == 32
