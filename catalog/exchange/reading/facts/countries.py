"""Countries by name or code, also those that are no more, as ISO 3166 codes."""

import re
import unicodedata
from functools import cache, lru_cache

import pycountry

from catalog.exchange.reading.facts.texts import said

UNKNOWN = {"unknown", "not known", "undetermined", "no place", "xx", "unknown country"}
ALSO_CALLED = {
    "AE": "uae|u.a.e.",
    "AT": "osterreich",
    "BA": "bosnia",
    "BO": "bolivia",
    "BE": "belgique|belgie|belgien",
    "BR": "brasil",
    "CC": "cocos islands",
    "CD": "dr congo|democratic republic of the congo|congo-kinshasa|drc|congo (dem. rep.)",
    "CG": "republic of the congo|congo-brazzaville|congo (brazzaville)",
    "CH": "schweiz|suisse|svizzera",
    "CI": "ivory coast|cote d'ivoire",
    "CN": "people's republic of china|prc|mainland china|china (people's republic)",
    "CS": "czechoslovakia|czecho-slovakia",
    "CV": "cape verde",
    "CZ": "czech republic",
    "DD": "germany (east)|east germany|gdr|german democratic republic|ddr",
    "DE": "germany (west)|west germany|federal republic of germany|frg|brd|deutschland|"
    "germany, west|germany (federal republic)",
    "DK": "danmark",
    "ES": "espana",
    "FI": "suomi",
    "FK": "falkland islands",
    "FM": "micronesia",
    "FR": "frankreich|francia",
    "GB": "uk|u.k.|great britain|britain|england|scotland|wales|northern ireland|"
    "united kingdom of great britain|united kingdom (great britain)",
    "HK": "hong kong sar|hong kong (china)|hong-kong",
    "IE": "republic of ireland|eire|ireland (republic)",
    "IR": "iran|persia",
    "IT": "italia|italien|italie",
    "KH": "kampuchea|democratic kampuchea",
    "KP": "north korea|dprk|korea (north)|korea, north|democratic people's republic of korea",
    "KR": "south korea|republic of korea|korea (south)|korea, south",
    "LA": "laos",
    "LK": "ceylon",
    "LY": "libya|libyan arab jamahiriya",
    "MD": "moldova",
    "MK": "macedonia|macedonia, the former yugoslav republic of|republic of macedonia|"
    "former yugoslav republic of macedonia|fyrom",
    "MM": "burma",
    "MO": "macau|macao",
    "NL": "holland|the netherlands",
    "NO": "norge",
    "PH": "the philippines",
    "PS": "palestine|occupied palestinian territory|palestinian territory|"
    "palestinian territory, occupied|palestinian territories|state of palestine|west bank|gaza",
    "RH": "rhodesia",
    "RU": "russia|russia (federation)",
    "SE": "sverige",
    "SU": "soviet union|ussr|u.s.s.r.|union of soviet socialist republics|udssr|russia (ussr)",
    "SY": "syria",
    "SZ": "swaziland",
    "TH": "siam",
    "TL": "east timor",
    "TR": "turkey|türkiye",
    "TW": "taiwan|republic of china|chinese taipei|taiwan, r.o.c.",
    "TZ": "tanzania",
    "US": "usa|u.s.a.|u.s.|america|united states of america|the united states",
    "VA": "vatican|vatican city",
    "VD": "north vietnam",
    "VE": "venezuela",
    "VN": "vietnam|viet nam|viet-nam",
    "YD": "south yemen",
    "YU": "yugoslavia|jugoslavia|federal republic of yugoslavia",
    "ZR": "zaire",
}
BETWEEN = re.compile(r"\s*[;|,/+&\n]\s*|\s+and\s+|\s+-\s+")


@lru_cache(maxsize=1 << 14)
def country(text: str) -> str | None:
    """The code of one country, `""` for one that is not known; a place in it may stand before.

    `VIC/Australia` and `Melbourne/VIC/Australia` are Australia; `US/UK` is not one country.
    """
    words = _key(text)
    if not words or words in UNKNOWN:
        return ""
    code = _codes().get(words)
    if code is None and "/" in words:
        *places, last = words.split("/")
        if not any(_codes().get(place.strip()) for place in places):
            code = _codes().get(last.strip())
    return code


@lru_cache(maxsize=1 << 14)
def countries(text: str) -> tuple[str, ...] | None:
    """The codes of all countries a text names, each once, in order; None if one is no country."""
    whole = country(text)
    if whole is not None:
        return (whole,) if whole else ()
    codes = [country(part) for part in BETWEEN.split(said(text)) if part]
    if not codes or None in codes:
        return None
    return tuple(dict.fromkeys(code for code in codes if code))


def _key(text: str) -> str:
    """The name without case, accents and the stop behind it."""
    plain = unicodedata.normalize("NFKD", said(text).casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip(" .;:")


@cache
def _codes() -> dict[str, str]:
    """Every name and code of a country, in small letters, with its code of two letters."""
    found: dict[str, str] = {}
    for land in [*pycountry.historic_countries, *pycountry.countries]:  # the present ones win
        names = [getattr(land, kind, "") for kind in ("name", "official_name", "common_name")]
        names += [name.split(",")[0] for name in names if _names_one(name)]
        for name in [*names, land.alpha_2, getattr(land, "alpha_3", "")]:
            found[_key(name)] = land.alpha_2
    for code, names_in_one in ALSO_CALLED.items():
        found |= {_key(name): code for name in names_in_one.split("|")}
    return found


def _names_one(name: str) -> bool:
    """Whether what stands before the comma is that country alone: not `Congo`, not `Korea`."""
    return "," in name and name.split(",")[0] not in {"Congo", "Korea", "Virgin Islands"}
