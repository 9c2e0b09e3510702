"""What is said in a film, to be read: line by line, each at its moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from catalog.exchange.moment import Moment
from catalog.search.marking import marked
from catalog.search.query import Words, parse
from streaming.media.captions import Cue
from streaming.media.captions.reading import cues_in
from streaming.models import Captions

# Whose lines are read, in the order in which one is chosen where nobody chose.
READ = (Captions.Kind.CAPTIONS, Captions.Kind.SUBTITLES, Captions.Kind.DESCRIPTIONS)


@dataclass(frozen=True)
class Line:
    """A cue, with what was asked for marked in it. start, end: in seconds."""

    cue: Cue
    words: SafeString

    @property
    def start(self) -> float:
        return self.cue.start

    @property
    def end(self) -> float:
        return self.cue.end

    @property
    def speaker(self) -> str:
        return self.cue.speaker

    @property
    def moment(self) -> Moment:
        return Moment(int(self.cue.start))


@dataclass(frozen=True)
class Transcript:
    """One track of a film as lines, with all that could be chosen instead.

    asked: the words that are looked for in it.
    """

    track: Captions
    tracks: tuple[Captions, ...]
    asked: Words
    cues: tuple[Cue, ...]

    @property
    def language(self) -> str:
        return self.track.language

    @cached_property
    def lines(self) -> list[Line]:
        return [Line(cue, marked(cue.text, self.asked)) for cue in self.cues]

    @property
    def hits(self) -> int:
        """How often what was asked for is in it."""
        return sum(line.words.count("<mark>") for line in self.lines)

    @cached_property
    def first_hit(self) -> Line | None:
        return next((line for line in self.lines if "<mark>" in line.words), None)

    @property
    def text(self) -> str:
        """As plain text: a line for each cue, with its moment and who speaks."""
        return "".join(f"{_plain(line)}\n" for line in self.lines)


def transcript_of(
    film_id: int, *, reader: str, language: str = "", kind: str = "", q: str = ""
) -> Transcript | None:
    """The track that is asked for, or else the likeliest of the film's; None where it has none.

    reader: the language that the page is in. One query. Raises as `cues_in` does.
    """
    tracks = tuple(sorted(_tracks(film_id), key=lambda track: _rank(track, reader)))
    if not tracks:
        return None
    wanted = (track for track in tracks if _is_asked_for(track, language, kind))
    track = next(wanted, tracks[0])
    return Transcript(track, tracks, parse(q), tuple(cues_in(track)))


def _tracks(film_id: int) -> Iterable[Captions]:
    return Captions.objects.filter(media__film_id=film_id, kind__in=READ)


def _rank(track: Captions, reader: str) -> tuple[int, bool, str]:
    """Captions, which are in the language of the film, before all else; then what is read here."""
    main = track.language.partition("-")[0]
    return READ.index(Captions.Kind(track.kind)), main != reader.partition("-")[0], track.language


def _is_asked_for(track: Captions, language: str, kind: str) -> bool:
    return (not language or track.language == language) and (not kind or track.kind == kind)


def _plain(line: Line) -> str:
    said = " ".join(line.cue.text.split())
    return f"{line.moment}\t{line.speaker}: {said}" if line.speaker else f"{line.moment}\t{said}"
