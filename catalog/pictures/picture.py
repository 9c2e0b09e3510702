"""A picture as pages show it: its addresses in each format, its words and its size."""

from dataclasses import dataclass
from typing import NamedTuple

from catalog.pictures.names import SUFFIXES, rendition_name

BEST_FIRST = ("avif", "webp")  # a browser takes the first that it knows, or else the JPEG
MOST_CROPPED = 0.05  # of a picture, to fill its frame
POSTER, STILL = 2 / 3, 16 / 9  # the frames' ratios


class Source(NamedTuple):
    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A poster or still, in plain values.

    url: its widest JPEG, or the master until there is one; width and height, in pixels, are its.
    tone: its average colour, 0 to 15. renditions: the endings of its files' names, with blanks.
    """

    url: str
    alternative_text: str
    credit: str
    width: int
    height: int
    tone: int
    renditions: str = ""

    @property
    def sources(self) -> list[Source]:
        """What the browser may choose from, the smallest format first; JPEG is `srcset`."""
        sources = [Source(SUFFIXES[suffix], self._srcset(suffix)) for suffix in BEST_FIRST]
        return [source for source in sources if source.srcset]

    @property
    def srcset(self) -> str:
        return self._srcset("jpg")

    @property
    def fills_a_poster(self) -> bool:
        return self._fills(POSTER)

    @property
    def fills_a_still(self) -> bool:
        return self._fills(STILL)

    def _fills(self, frame: float) -> bool:
        """Whether a frame of this ratio can be filled without cropping much."""
        ratio = self.width / self.height if self.height else frame
        return 1 - min(ratio / frame, frame / ratio) <= MOST_CROPPED

    def _srcset(self, suffix: str) -> str:
        folder, _slash, name = self.url.rpartition("/")
        master = f"{folder}/{name[:32]}.jpg"
        endings = [ending for ending in self.renditions.split() if ending.endswith(suffix)]
        return ", ".join(
            f"{rendition_name(master, ending)} {_width(ending)}w" for ending in endings
        )


def picture_of(
    master: str,
    *,
    words: str,
    credit: str,
    size: tuple[int, int],
    tone: int,
    renditions: str,
    widest: int = 1600,
) -> Picture:
    """A picture from what its row keeps. master: its address. widest: what pages want of it."""
    endings = [ending for ending in renditions.split() if _width(ending) <= widest]
    jpegs = [ending for ending in endings if ending.endswith("jpg")]
    if not jpegs:
        return Picture(master, words, credit, *size, tone)
    best = max(jpegs, key=_width)
    width, height = _width(best), round(size[1] * _width(best) / (size[0] or 1))
    address = rendition_name(master, best)
    return Picture(address, words, credit, width, height, tone, " ".join(endings))


def _width(ending: str) -> int:
    return int(ending.partition("-")[0])
