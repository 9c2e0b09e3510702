"""Networks and addresses, brought to one form."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_network
from socket import AF_INET, AF_INET6, inet_pton

from django.utils.translation import gettext as _

MAPPED = IPv6Network("::ffff:0:0/96")
MAPPED_DIGITS = "0" * 20 + "ffff"  # with which an address of IPv4 begins
WIDEST = {4: 8, 6: 16}  # a shorter prefix is a slip of the hand: no university owns that much


def canonical_network(text: str) -> str:
    """A network as it is written: host bits off, IPv4 for a mapped one, one address as /32 or /128.

    Raises ValueError, with words for a librarian, for what is no network or too wide a one.
    """
    try:
        network = ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no network address.") % {"text": text}) from error
    if isinstance(network, IPv6Network) and network.subnet_of(MAPPED):
        mapped = network.network_address.ipv4_mapped
        network = ip_network(f"{mapped}/{network.prefixlen - 96}")
    holds_all_of_ipv4 = isinstance(network, IPv6Network) and MAPPED.subnet_of(network)
    if holds_all_of_ipv4 or network.prefixlen < WIDEST[network.version]:
        raise ValueError(
            _("%(network)s is too wide: /%(widest)s is the widest network taken.")
            % {"network": network, "widest": WIDEST[network.version]}
        )
    return str(network)


def first_and_last(text: str) -> tuple[str, str]:
    """The ends of a canonical network, each as 32 hexadecimal digits of an IPv6 address."""
    network = ip_network(text)
    return sortable(network.network_address), sortable(network.broadcast_address)


def sortable(address: IPv4Address | IPv6Address) -> str:
    """The address as 32 hexadecimal digits, IPv4 as mapped into IPv6 (RFC 4291, 2.5.5.2)."""
    number = int(address)
    if address.version == 4:
        number += int(MAPPED.network_address)
    return f"{number:032x}"


def household(address: str) -> str:
    """What one household or one machine has of addresses like this one, written by `sortable`.

    One address of IPv4; of IPv6 the 64 bits that a provider gives out whole.
    """
    return address if address.startswith(MAPPED_DIGITS) else address[:16]


def readable(address: str) -> str:
    """What `sortable` wrote, as people write it."""
    found = IPv6Address(int(address, 16))
    return str(found.ipv4_mapped or found)


def address_of(remote: str, forwarded: str, *, trusted_hops: int) -> str | None:
    """The visitor's address as `sortable` writes it, or None when nothing can be believed.

    remote: who opened the connection. forwarded: the X-Forwarded-For header, to which each
    proxy adds, at the right, whom it heard. trusted_hops: how many proxies are our own; the
    address is the one that the outermost of them heard, and all left of it is anybody's word.
    """
    heard = [remote]
    if trusted_hops:
        heard = [entry.strip() for entry in forwarded.split(",") if entry.strip()] + heard
    if len(heard) <= trusted_hops:
        return None  # the request did not come through all of them
    try:
        return _read(heard[-1 - trusted_hops].split("%")[0])
    except (OSError, ValueError):
        return None


def _read(text: str) -> str:
    """What `sortable` makes of an address, read by the system, which Python takes long to do.

    Raises OSError or ValueError for what is none.
    """
    if ":" in text:
        return inet_pton(AF_INET6, text).hex()
    return MAPPED_DIGITS + inet_pton(AF_INET, text).hex()
