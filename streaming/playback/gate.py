"""The gate that bytes leave by: who is admitted, to what, by which address."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import structlog
from django.urls import reverse

from catalog.models import Film
from streaming.access.evidence import Word
from streaming.access.visitor import vouched_for
from streaming.availability import Availability, availability_of
from streaming.media.package import Audio, Package
from streaming.models import Captions, Media, University, Version
from streaming.playback.audience import is_of_audience
from streaming.playback.sealed import BadToken
from streaming.playback.seats import claim
from streaming.playback.signing import Playback, playback_in, token_for
from streaming.playback.stored import Stored
from streaming.reasons import Reasoned
from streaming.request import Request

log = structlog.get_logger(__name__)

# Of a token; the right itself is asked for at every request.
LIFETIME = timedelta(hours=12)
LIFETIME_OF_A_WORD = timedelta(hours=4)  # where the token itself says who vouched
NEEDS_A_SEAT = (".mp4", ".m3u8", ".m4s")
NO_SEAT = "no_seat"
TYPES = {
    ".mp4": "video/mp4",
    ".m4s": "video/mp4",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
}
IN_A_PACKAGE = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.(mp4|m4s|m3u8|vtt|jpg)")


class Refused(Reasoned):
    """No admission. The university, where it is known, can be named to the visitor.

    reason: a code, for the log and the audit. film_id: what was asked for, where it is known.
    """

    def __init__(
        self, reason: str, university: University | None = None, *, film_id: int | None = None
    ) -> None:
        super().__init__(reason)
        self.university = university
        self.film_id = film_id


@dataclass(frozen=True)
class Track:
    """A text track: its address, kind, language and name."""

    url: str
    kind: str
    language: str
    label: str


@dataclass(frozen=True)
class Player:
    """What a player needs; every address carries the visitor's token."""

    url: str
    content_type: str
    tracks: list[Track]
    has_seats: bool = False
    hls: str = ""  # of the main playlist, where the film was packaged
    sprites: str = ""  # of the track that says which part of which picture shows a moment
    poster: str = ""  # of a picture from the film, before it plays
    seconds: float | None = None  # how long it is, before any of it is fetched
    sounds: tuple[Audio, ...] = ()  # where there is more than one

    @property
    def first_captions(self) -> Track | None:
        """The track that is on until the viewer turns it off."""
        return next((track for track in self.tracks if track.kind == "captions"), None)

    @property
    def caption_languages(self) -> tuple[str, ...]:
        shown = [track for track in self.tracks if track.kind in Captions.READABLE]
        return tuple(dict.fromkeys(track.language for track in shown))


def player_for(
    film_id: int,
    university: University,
    availability: Availability,
    *,
    audience: str,
    word: Word | None = None,
    at: datetime,
) -> Player | None:
    """The addresses for a visitor already admitted; None when there is no file. Two queries.

    availability: the answer by which they are. word: see `Playback`.
    """
    media = _media_of(film_id)
    if media is None or not media.is_ready:
        return None
    longest = LIFETIME_OF_A_WORD if word else LIFETIME
    expires_at = at.astimezone(UTC).replace(microsecond=0) + longest
    if availability.over_at is not None:
        expires_at = min(expires_at, availability.over_at)
    token = token_for(Playback(film_id, university.pk, expires_at, audience, word))
    player = Player(
        url=_address(token, str(media.file.name)),
        content_type="video/mp4",
        seconds=media.duration_seconds,
        tracks=[
            Track(
                url=_address(token, str(captions.file.name)),
                kind=captions.kind,
                language=captions.language,
                label=str(captions),
            )
            for captions in media.captions.all()
        ],
    )
    return _with_package(player, media.version, token) if media.version else player


def _with_package(player: Player, version: Version, token: str) -> Player:
    package = Package.from_json(version.made)
    sounds = package.audio

    def address(name: str) -> str:
        return _address(token, version.stored(name))

    has_own = any(track.kind == Captions.Kind.CHAPTERS for track in player.tracks)
    chapters = []
    if package.has_chapters and not has_own:  # those that came in the film's file
        url = address(Package.CHAPTERS)
        chapters.append(Track(url, Captions.Kind.CHAPTERS, "", str(Captions.Kind.CHAPTERS.label)))
    return replace(
        player,
        hls=address(Package.MAIN),
        sprites=address(Package.SPRITES),
        poster=address(package.posters[0]) if package.posters else "",
        seconds=package.seconds,
        sounds=sounds if len(sounds) > 1 else (),
        tracks=[*player.tracks, *chapters],
    )


def admit(request: Request, token: str, name: str, *, at: datetime) -> Playback:
    """Let who asks in by a token, or refuse. The right is asked for anew, each time.

    name: of the file; the film itself takes a seat, where seats are counted.

    Raises Refused, whose reason is for the log: the visitor hears the same for all.
    """
    try:
        playback = playback_in(token, at=at)
    except BadToken as error:
        raise Refused(error.reason) from error
    university = University.objects.filter(pk=playback.university_id).first()
    if university is None:
        raise Refused("no_university", film_id=playback.film_id)
    if not is_of_audience(request, playback.audience):
        raise Refused("another_audience", university, film_id=playback.film_id)
    visitor = request.visitor
    if playback.word is not None:
        visitor = vouched_for(
            request,
            visitor,
            playback.word,
            university_id=playback.university_id,
            film_id=playback.film_id,
            since=at,
            until=playback.expires_at,
        )
    if not visitor.is_of(university):
        raise Refused("not_proven", university, film_id=playback.film_id)
    film = Film.objects.published(at=at).filter(pk=playback.film_id).first()
    if film is None:
        raise Refused("no_film", university, film_id=playback.film_id)
    availability = availability_of(film, university, at=at)
    if not visitor.may_play(film.pk, university, availability):
        raise Refused(availability.status.value, university, film_id=film.pk)
    if name.endswith(NEEDS_A_SEAT) and not claim(request, film.pk, university, at=at):
        raise Refused(NO_SEAT, university, film_id=film.pk)
    return playback


def file_at(playback: Playback, name: str, folder: str = "") -> Stored:
    """The file that a film's media or one of its tracks names.

    name: the last part of the address; folder: of a package, or none. Only names that the film's
    own rows hold lead to a file, and names as packaging gives them, in a package of the film; what
    was handed over does not. Raises Refused when it is none of them.
    """
    if folder:
        return _file_of_package(playback, folder, name)
    media = _media_of(playback.film_id)
    files = [media.file, *(captions.file for captions in media.captions.all())] if media else []
    for stored in (str(file.name) for file in files if file):
        where = PurePosixPath(stored)
        is_ours = where.name == name and where.parts[0] != Version.SOURCES
        if is_ours and (content_type := TYPES.get(where.suffix.lower())):
            return Stored(stored, content_type)
    raise Refused("no_file", film_id=playback.film_id)


def _file_of_package(playback: Playback, folder: str, name: str) -> Stored:
    ready = Version.objects.filter(media__film_id=playback.film_id, state=Version.State.READY)
    version = ready.filter(folder=folder).first()
    if version is None or not IN_A_PACKAGE.fullmatch(name):
        raise Refused("no_file", film_id=playback.film_id)
    return Stored(version.stored(name), TYPES[PurePosixPath(name).suffix])


def _media_of(film_id: int) -> Media | None:
    media = Media.objects.select_related("version").prefetch_related("captions")
    return media.filter(film_id=film_id).first()


def _address(token: str, stored: str) -> str:
    """What lies in a package is asked for by its folder as well: a player keeps to one version."""
    where = PurePosixPath(stored)
    if where.parts[0] == Version.PACKAGES:
        return reverse("streaming:play", args=[token, *where.parts[1:]])
    return reverse("streaming:play", args=[token, where.name])
