"""A course's list of clips, which is nothing but its address: no account, no row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.exchange.moment import moment_from
from catalog.search.state import cleaned
from streaming.clips.clip import NAME, Clip, clip_name

TITLE, NUMBER = "title", "number"
MOST_CLIPS = 50
LONGEST_TITLE = 120
LONGEST_ADDRESS = 6_000  # characters; servers take 8,000, and a change of the list is asked with it
LONGEST_ENTRY = 1_000


@dataclass(frozen=True)
class ListedClip:
    """film: the slug of a film, once or now, or its permanent identifier. clip: a stretch."""

    film: str
    clip: Clip

    def __str__(self) -> str:
        """As a list's address carries it: `night-mail,761,785,The station`."""
        moment = self.clip.moment
        return f"{self.film},{moment.start},{moment.end},{self.clip.name}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises ValueError, with words for a reader, for what is no entry."""
        film, start, end, name = [*text[:LONGEST_ENTRY].split(",", 3), "", "", ""][:4]
        clip = Clip(moment_from(f"{start}-{end}"), clip_name(name))
        return cls(name_of_a_film(film), clip)


@dataclass(frozen=True)
class ClipList:
    """Clips in a teacher's order, under a title or none; no clip stands in it twice."""

    title: str = ""
    clips: tuple[ListedClip, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """What a query string asks for, as far as it can be read."""
        clips = dict.fromkeys(_readable(query.getlist(NAME)[: 2 * MOST_CLIPS]))
        asked = cls(cleaned(query.get(TITLE, ""), LONGEST_TITLE).strip(), tuple(clips)[:MOST_CLIPS])
        while len(asked.query) > LONGEST_ADDRESS:
            asked = replace(asked, clips=asked.clips[:-1])
        return asked

    @property
    def query(self) -> str:
        """The one way to write it."""
        said = [(TITLE, self.title)] if self.title else []
        return urlencode([*said, *((NAME, str(clip)) for clip in self.clips)], safe=",")

    def get_absolute_url(self) -> str:
        path = reverse("streaming:clip_list")
        return f"{path}?{self.query}" if self.query else path

    def address_of_turn(self, number: int = 0) -> str:
        """Where its clips play one after the other: all of them, or from one of them on."""
        path = f"{reverse('streaming:play_all')}?{self.query}"
        return f"{path}&{urlencode({NUMBER: number})}" if number else path

    def with_clip(self, clip: ListedClip) -> Self:
        """With one more at the end. Raises ValueError, with words for a reader, if it is full."""
        longer = replace(self, clips=tuple(dict.fromkeys([*self.clips, clip])))
        if len(longer.clips) > MOST_CLIPS or len(longer.query) > LONGEST_ADDRESS:
            raise ValueError(_("This list is full. Begin another for the next clips."))
        return longer

    def without(self, number: int) -> Self:
        """Without the clip of that number, counted from 1; any other number changes nothing."""
        left = (clip for place, clip in enumerate(self.clips, start=1) if place != number)
        return replace(self, clips=tuple(left))

    def with_earlier(self, number: int) -> Self:
        """With the clip of that number before the one that it followed."""
        clips = list(self.clips)
        if 1 < number <= len(clips):
            clips[number - 2 : number] = reversed(clips[number - 2 : number])
        return replace(self, clips=tuple(clips))


def name_of_a_film(text: str) -> str:
    """The text, if a film could go by it. Raises ValueError otherwise."""
    is_plain = text.isascii() and text.replace("-", "").replace("_", "").replace(".", "").isalnum()
    if not is_plain or len(text) > 120:
        raise ValueError(_("We have no film at this address."))
    return text


def _readable(texts: Iterable[str]) -> Iterable[ListedClip]:
    for text in texts:
        try:
            yield ListedClip.from_text(text)
        except ValueError:
            continue
