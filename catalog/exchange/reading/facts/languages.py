"""Languages by name, by ISO 639 (also the bibliographic codes) or BCP 47, as BCP 47 tags."""

import re
from functools import cache, lru_cache

import pycountry
from django.core.exceptions import ValidationError

from catalog.codes import validate_language
from catalog.exchange.reading.facts.texts import said
from catalog.forms import language_tag

NOBODY_SPEAKS = "zxx"
SILENCE = {"no spoken word", "silent", "no dialogue", "no dialog", "without dialogue", "mute"}
SILENCE |= {"none (silent)", "no language", "non-verbal", "nonverbal", "no linguistic content"}
UNKNOWN = {"unknown", "not known", "undetermined", "und", "|||", "   ", "n/a"}
ALSO_CALLED = {
    "ase": "asl",  # as lists say it; the code of that name is a language of Ambon
    "bfi": "bsl",
    "el": "greek|greek, modern|modern greek",
    "es": "castilian|spanish, castilian",
    "fa": "farsi|persian (farsi)|dari",
    "fil": "filipino|pilipino",
    "ga": "irish gaelic",
    "gd": "scots gaelic|scottish gaelic",
    "he": "ivrit",
    "ht": "haitian|haitian creole",
    "iu": "eskimo|inuktitut",
    "km": "cambodian|central khmer",
    "mn": "mongolian",
    "ms": "malay|bahasa malaysia",
    "mul": "multiple languages|multilingual|various|various languages",
    "my": "burmese",
    "ne": "nepali",
    "nl": "flemish|dutch/flemish",
    "pa": "punjabi|panjabi",
    "ps": "pashto|pushto",
    "ro": "moldavian|moldovan|romanian",
    "sh": "serbo-croatian|serbocroatian|serbo-croat",
    "si": "sinhala|sinhalese",
    "sw": "swahili|kiswahili",
    "ug": "uyghur|uighur",
    "yue": "cantonese|chinese (cantonese)|chinese, cantonese",
    "zh": "mandarin|chinese (mandarin)|chinese, mandarin|putonghua|mandarin chinese",
}
BETWEEN = re.compile(r"\s*[;|,/+&\n]\s*|\s+and\s+")


@lru_cache(maxsize=1 << 14)
def language(text: str) -> str | None:
    """The tag of one language; zxx where nobody speaks, `""` where nobody knows."""
    words = said(text).casefold().strip(" .;:")
    if not words or words in UNKNOWN:
        return ""
    if words in SILENCE:
        return NOBODY_SPEAKS
    return _tags().get(words) or _tag(words)


@lru_cache(maxsize=1 << 14)
def languages(text: str) -> tuple[str, ...] | None:
    """The tags of all languages a text names, each once, in order; None if one is none."""
    whole = language(text)
    if whole is not None:
        return (whole,) if whole else ()
    tags = [language(part) for part in BETWEEN.split(said(text)) if part]
    if not tags or None in tags:
        return None
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _tag(words: str) -> str | None:
    """A tag of several parts: pt-br is pt-BR."""
    tag = language_tag(words)
    try:
        validate_language(tag)
    except ValidationError:
        return None
    return tag if "-" in tag else None


@cache
def _tags() -> dict[str, str]:
    """Every name and code of a living or dead language, in small letters, with its tag."""
    found: dict[str, str] = {}
    for kind in ("inverted_name", "common_name", "name", "alpha_3", "bibliographic", "alpha_2"):
        for spoken in pycountry.languages:  # a later kind is the surer one: `En` is a language too
            if name := getattr(spoken, kind, ""):
                found[name.casefold()] = getattr(spoken, "alpha_2", spoken.alpha_3)
    for spoken in pycountry.languages:
        if hasattr(spoken, "alpha_2"):  # Greek is modern Greek
            found[spoken.name.split(" (")[0].casefold()] = spoken.alpha_2
    for tag, names in ALSO_CALLED.items():
        found |= dict.fromkeys(names.split("|"), tag)
    del found["und"]
    return found
