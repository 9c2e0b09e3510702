"""The sounds that a film is offered with: their names, their languages, which one is on."""

import re
from dataclasses import dataclass

import pycountry
from django.utils.translation import gettext as _

from catalog.codes import language_name
from streaming.media.facts import Sound
from streaming.media.package import Audio

MOST = 8
UNKNOWN = "und"
TAG = re.compile(r"([A-Za-z]{2,3})(?![A-Za-z])")


@dataclass(frozen=True)
class Offered:
    """index: of the stream in the file; name: what its files in the package begin with."""

    index: int
    name: str
    audio: Audio
    is_default: bool = False


def offered(sounds: tuple[Sound, ...]) -> list[Offered]:
    """Those of a film, in its own order, each under a name of its own; the one that is on is first.

    On is what the file says is, unless that tells what is seen.
    """
    ranked = sorted(
        [sound for sound in sounds if sound.channels][:MOST],
        key=lambda sound: (sound.is_description, not sound.is_default),
    )
    names: list[str] = []
    labels: list[str] = []
    found = []
    for place, sound in enumerate(ranked):
        language = tag_of(sound.language)
        name = f"audio-{language}" + ("-description" if sound.is_description else "")
        names.append(_unlike(names, name, "{}-{}"))
        labels.append(_unlike(labels, _label(sound, language), "{} {}"))
        audio = Audio(language, labels[-1], sound.is_description)
        found.append(Offered(sound.index, names[-1], audio, is_default=place == 0))
    return found


def tag_of(code: str) -> str:
    """The shortest BCP 47 tag of a language that a file names by ISO 639 or by a tag; or `und`."""
    main = TAG.match(code)
    if main is None:
        return UNKNOWN
    short = main[1].lower()
    languages = pycountry.languages
    found = (
        languages.get(alpha_2=short)
        or languages.get(alpha_3=short)
        or languages.get(bibliographic=short)
    )
    if found is None or found.alpha_3 == UNKNOWN:
        return UNKNOWN
    return str(getattr(found, "alpha_2", found.alpha_3))


def _label(sound: Sound, language: str) -> str:
    if sound.title:
        return sound.title
    name = language_name(language) if language != UNKNOWN else _("Original sound")
    if not sound.is_description:
        return name
    return _("%(language)s, audio description") % {"language": name}


def _unlike(others: list[str], name: str, shape: str) -> str:
    """The name, or the first of its numbered kin that no other has."""
    number, unlike = 1, name
    while unlike in others:
        number += 1
        unlike = shape.format(name, number)
    return unlike
