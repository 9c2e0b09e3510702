"""What the panel on a film's page says to one visitor: the answer, and what to do next."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.film_page import FilmInHand
from streaming.access.next_page import safe_path
from streaming.access.visitor import Visitor
from streaming.access.ways_in import sign_in_address
from streaming.availability import Availability, Status
from streaming.clips.clip import Clip
from streaming.models import University


class Step(StrEnum):
    """What a visitor can do next."""

    WATCH = "watch"
    SIGN_IN = "sign_in"
    ASK = "ask"
    TELL_ME = "tell_me"
    REMIND = "remind"
    CHOOSE = "choose"
    WAIT = "wait"
    NOTHING = "nothing"


STEPS = {
    Status.OPENS: Step.REMIND,
    Status.ENDED: Step.ASK,
    Status.NOT_LICENSED: Step.ASK,
    Status.NOT_RELEASED: Step.TELL_ME,
    Status.WITHDRAWN: Step.NOTHING,
    Status.RESTRICTED: Step.ASK,
    Status.UNKNOWN_UNIVERSITY: Step.CHOOSE,
}


@dataclass(frozen=True)
class Host:
    """What a page says of a university: its name, its address here, whom to write to."""

    name: str
    slug: str
    library_contact: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("streaming:university_detail", args=[self.slug])


def host(university: University | None) -> Host | None:
    """Of a university, where there is one."""
    if university is None:
        return None
    return Host(university.name, university.slug, university.library_contact)


@dataclass(frozen=True)
class Panel:
    """One answer for one visitor; a template chooses its words.

    film, university: what the answer speaks of. own_words: what that university says in place of
    our second line. tracks: the languages of captions, where they are known. clip: the moment of
    the film, or the stretch, that its link names.
    is_full: the visitor could watch, but others have all the seats just now.
    """

    film: FilmInHand | None
    university: Host | None
    availability: Availability
    may_play: bool
    own_words: str
    tracks: tuple[str, ...] = ()
    clip: Clip | None = None
    is_full: bool = False

    @property
    def step(self) -> Step:
        if self.is_full:
            return Step.WAIT
        if self.may_play:
            return Step.WATCH
        if self.availability.is_playable:
            return Step.SIGN_IN
        return STEPS[self.availability.status]

    @property
    def state(self) -> str:
        """What the sign stands for: the answer, or that it leaves soon, or to sign in first."""
        if self.is_full:
            return "full"
        if self.step is Step.SIGN_IN:
            return "sign_in"
        return "leaves_soon" if self.availability.leaves_soon else self.availability.status.value

    @property
    def moment(self) -> str:
        """As an address carries it, `t=761`, or nothing."""
        return self.clip.moment.query if self.clip else ""

    @property
    def sign_in(self) -> str:
        """Where to sign in, and come back to this film at the moment asked for; or nothing."""
        if not (self.film and self.university):
            return ""
        stage = reverse("streaming:watch", args=[self.film.slug])
        if self.clip is None:
            return sign_in_address(self.university.slug, stage)
        back = safe_path(f"{stage}?{self.clip.query}")  # unless its name makes it too long
        return sign_in_address(self.university.slug, back or f"{stage}?{self.moment}")

    @property
    def mail(self) -> str:
        """A letter to the library, with its subject and the film filled in; or nothing."""
        if not (self.film and self.university and self.university.library_contact):
            return ""
        film = {"film": self.film.title}
        if self.step is Step.TELL_ME:
            subject = _("Please tell me when “%(film)s” can be watched") % film
        elif self.step is Step.REMIND:
            subject = _("Please remind me when “%(film)s” can be watched") % film
        else:
            subject = _("Can our university stream “%(film)s”?") % film
        return letter(self.university.library_contact, self.film, subject)


def letter(contact: str, film: FilmInHand, subject: str) -> str:
    """The address of a letter about a film, its subject and the film filled in."""
    query = urlencode(
        {"subject": subject, "body": f"{film.title} ({film.identifier})"}, quote_via=quote
    )
    return f"mailto:{quote(contact, safe='@')}?{query}"


def letter_for_captions(film: FilmInHand, university: University | None) -> str:
    """To the visitor's library; or nothing, where there is nobody to write to."""
    if university is None or not university.library_contact:
        return ""
    subject = _("Please provide captions for “%(film)s”") % {"film": film.title}
    return letter(university.library_contact, film, subject)


def panel_for(
    film: FilmInHand,
    university: University | None,
    visitor: Visitor,
    availability: Availability,
    *,
    clip: Clip | None = None,
) -> Panel:
    """What to say of `film` at `university` to `visitor`, given the answer.

    To a visitor of no university it is the same for every film, and does not name it.
    """
    if university is None:
        return Panel(None, None, availability, False, "", clip=clip)
    may_play = visitor.may_play(film.pk, university, availability)
    message = availability.status.value
    if availability.is_playable and not may_play:
        message = "sign_in"
    words = university.words_for(message, get_language() or "en")
    return Panel(film, host(university), availability, may_play, words, clip=clip)
