"""Countries, languages and scripts: the standards' codes, and their names for a reader.

Sources: ISO 3166-1 and 3166-3 (countries that are no more), ISO 639, ISO 15924, BCP 47.
"""

import re
from functools import cache

import pycountry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORT_SCRIPTS = {"Hans": "Simplified", "Hant": "Traditional"}  # as readers of Chinese say
LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")


@cache
def country_name(code: str) -> str:
    """The name of a country, present or past; the code itself when it is no country's."""
    found = pycountry.countries.get(alpha_2=code) or pycountry.historic_countries.get(alpha_2=code)
    if found is None:
        return code
    name: str = getattr(found, "common_name", found.name)
    return name.split(",")[0] if code != "CD" else name


@cache
def language_name(tag: str) -> str:
    """The name of a BCP 47 tag's language, with its script or region where it has one."""
    main, *rest = tag.split("-")
    found = pycountry.languages.get(alpha_2=main) or pycountry.languages.get(alpha_3=main)
    if found is None:
        return tag
    name: str = getattr(found, "common_name", found.name).split(" (")[0]
    if main == "zxx":
        return "No dialogue"
    further = [country_name(part) if len(part) == 2 else script_name(part) for part in rest]
    return f"{name} ({', '.join(further)})" if further else name


@cache
def script_name(code: str) -> str:
    found = pycountry.scripts.get(alpha_4=code)
    return SHORT_SCRIPTS.get(code, found.name) if found else code


def validate_country(code: object) -> None:
    if (
        not isinstance(code, str)
        or not re.fullmatch("[A-Z]{2}", code)
        or country_name(code) == code
    ):
        raise ValidationError(_("“%(code)s” is no ISO 3166 country code."), params={"code": code})


def validate_language(tag: object) -> None:
    if not isinstance(tag, str) or not LANGUAGE_TAG.fullmatch(tag) or language_name(tag) == tag:
        raise ValidationError(_("“%(tag)s” is no language code."), params={"tag": tag})


def validate_script(code: str) -> None:
    if not re.fullmatch("[A-Z][a-z]{3}", code) or script_name(code) == code:
        raise ValidationError(_("“%(code)s” is no ISO 15924 script code."), params={"code": code})


def validate_countries(codes: object) -> None:
    for code in _once_each(codes):
        validate_country(code)


def validate_languages(tags: object) -> None:
    for tag in _once_each(tags):
        validate_language(tag)


def _once_each(codes: object) -> list[object]:
    if not isinstance(codes, list):
        raise ValidationError(_("A list of codes is needed."))
    if len({str(code) for code in codes}) != len(codes):
        raise ValidationError(_("A code stands twice in the list."))
    return codes
