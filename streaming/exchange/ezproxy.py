"""What EZproxy has to be told of this library: a database definition, as OCLC calls it.

Source: OCLC, EZproxy, "Database definitions" and "Host and Domain directives".
"""

from datetime import date
from urllib.parse import urlsplit

FORM_OF = date(2026, 11, 23)  # the day on which the definition last changed its lines


def definition(title: str, site: str, *, media: tuple[str, ...] = ()) -> str:
    """The lines to copy, in the order that EZproxy wants: title, start, hosts, domains.

    site: the library's origin. media: origins that films come from besides it. HJ has scripts of
    a host rewritten, DJ of a domain.
    """
    origins = tuple(dict.fromkeys((site, *media)))
    hosts = dict.fromkeys(urlsplit(origin).hostname or "" for origin in origins)
    lines = [
        f"Title {title} (updated {FORM_OF:%Y%m%d})",
        f"URL {site}/",
        *(f"HJ {origin}" for origin in origins),
        *(f"DJ {host}" for host in hosts),
    ]
    return "\n".join(lines) + "\n"
