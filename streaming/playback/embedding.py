"""Who may show our pages in a frame."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII,
)
LOOPBACK = {"localhost", "127.0.0.1"}


def canonical_origin(text: str) -> str:
    """An exact web origin: scheme, host and, if it is not the usual one, port.

    Raises ValueError, with words for a librarian: for a wildcard, a path, a host of one word, or
    http anywhere but on this machine. Source: RFC 6454, section 6.
    """
    text = text.strip()
    if "*" in text:
        raise ValueError(_("Name each origin exactly: a wildcard would let others in."))
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode().lower()
    except (ValueError, UnicodeError) as error:
        raise ValueError(_("“%(text)s” is no web origin.") % {"text": text}) from error
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host) or port == 0:
        raise ValueError(
            _("“%(text)s” is no web origin. Write it as https://library.uni.example")
            % {"text": text}
        )
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(_("An origin ends after its host: no path, no name, no query."))
    if parts.scheme == "http" and host not in LOOPBACK:
        raise ValueError(_("An origin begins with https://, or others could pretend to be it."))
    if "." not in host and host not in LOOPBACK:
        raise ValueError(_("“%(host)s” is no host: write the whole name.") % {"host": host})
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")
