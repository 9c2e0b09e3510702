"""The parts of a page that are made for its visitor. A door: the request and the clock end here.

Each takes the request and the film the page is of, and gives HTML (see `catalog.ready.fresh`).
"""

from collections.abc import Iterable
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from catalog.film_page import FilmInHand
from catalog.pictures.picture import Picture
from catalog.ready.fresh import rendered
from catalog.request import language_of
from streaming import featured, similar
from streaming.access.evidence import Word
from streaming.access.lti.addresses import address_of_film
from streaming.availability import Availability, availabilities, availability_of
from streaming.clips.clip import Clip
from streaming.embed_code import code_for_film
from streaming.models import University
from streaming.panel import Panel, host, letter_for_captions, panel_for
from streaming.playback.audience import audience_of, number_viewer
from streaming.playback.gate import player_for
from streaming.playback.policy import show_player
from streaming.playback.seats import is_free, seats_of
from streaming.request import Request

# What differs from film to film is put into what is remembered of a university. What is written
# into a page is escaped, so nobody's text can look like one of these gaps.
CODE, LINK = SafeString("<!--code-->"), SafeString("<!--link-->")


def visitor(request: Request, film: FilmInHand | None = None) -> SafeString:
    """Which university the visitor is of, as far as we know."""
    found = request.visitor
    this_film = film is not None and found.is_of(found.university, film.pk)
    return rendered(
        "streaming/components/visitor.html",
        language_of(request),
        university=host(found.university),
        how=found.how,
        is_for_single_films=found.is_for_single_films,
        is_for_this_film=this_film,
    )


def panel(request: Request, film: FilmInHand, *captions: str) -> SafeString:
    """The answer at the visitor's own university. captions: their languages."""
    said = _panel(request, film)
    if captions:
        said = replace(said, tracks=captions)
    return rendered("streaming/components/panel.html", language_of(request), panel=said)


def stage(
    request: Request,
    film: FilmInHand,
    university: University | None = None,
    *,
    word: Word | None = None,
    poster: Picture | None = None,
    clip: Clip | None = None,
) -> SafeString:
    """The player for a visitor who may watch, and the panel for one who may not.

    word: by whose word they may, where no cookie says so again when the film is asked for.
    poster: what stands in the place of the player, if nothing else on the page shows the film.
    clip: what plays of it, where the page's own address does not say so.
    """
    said = _panel(request, film, university, clip)
    asked = university or request.visitor.university
    player = None
    if said.may_play and asked is not None:
        now = timezone.now()
        most = seats_of(film.pk, asked, at=now)
        if most is not None:
            number_viewer(request)
        if most is None or is_free(request, film.pk, asked, most, at=now):
            audience = audience_of(request)
            player = player_for(
                film.pk, asked, said.availability, audience=audience, word=word, at=now
            )
        else:
            said = replace(said, may_play=False, is_full=True)
    if player is not None:
        show_player(request)
        player = replace(player, has_seats=most is not None)
        said = replace(said, tracks=player.caption_languages)
    context = {
        "panel": said,
        "player": player,
        "film": film,
        "poster": poster,
        "is_framed": university is not None,
        "ask_for_captions": letter_for_captions(film, asked),
    }
    return render_to_string("streaming/components/stage.html", context)


def embed_code(request: Request, film: FilmInHand) -> SafeString:
    """How to show the film on a page of the visitor's university, where it can be watched."""
    university = plays_at(request, film)
    if university is None:
        return SafeString("")
    remembered = rendered(
        "streaming/components/embed_code.html",
        language_of(request),
        university=host(university),
        code=CODE,
        link=LINK,
    )
    code = code_for_film(university.slug, film.slug, film.title)
    link = address_of_film(film.identifier)
    return SafeString(remembered.replace(CODE, escape(code)).replace(LINK, escape(link)))


def ask_for_captions(request: Request, film: FilmInHand) -> SafeString:
    """A letter to the visitor's library, where we know whom to write to."""
    address = letter_for_captions(film, request.visitor.university)
    if not address:
        return SafeString("")
    return rendered(
        "streaming/components/ask_for_captions.html", language_of(request), address=address
    )


def plays_at(request: Request, film: FilmInHand) -> University | None:
    """The visitor's own university, if the film can be watched there."""
    university = request.visitor.university
    if university is None or not answers(request, [film.pk], university)[film.pk].is_playable:
        return None
    return university


def featured_films(request: Request, film: FilmInHand | None = None) -> SafeString:
    """This week's featured films, without the film the page is of."""
    but = film.pk if film else None
    shown = featured.featured_films(request, at=timezone.now(), but=but)
    if shown is None:
        return SafeString("")
    if university := request.visitor.university:
        said = answers(request, shown.pks, university)
        shown = replace(shown, answers=tuple(said[pk] for pk in shown.pks))
    return rendered("streaming/components/featured.html", language_of(request), shown=shown)


def more_like_this(request: Request, film: FilmInHand) -> SafeString:
    """Six films that are like the one the page is of, each with its reason."""
    now, university = timezone.now(), request.visitor.university
    if university is None:
        section = similar.section_for_nobody(request, film, at=now)
        if section is not None:
            return section
    shown = similar.similar_to(request, film, at=now)
    if not shown.films:
        return SafeString("")
    if university is not None:
        said = answers(request, shown.pks, university)
        shown = replace(shown, answers=tuple(said[pk] for pk in shown.pks))
    return rendered(similar.TEMPLATE, language_of(request), shown=shown)


def answers(
    request: Request, pks: Iterable[int], university: University | None
) -> dict[int, Availability]:
    """The answers for films on this page, asked for once a request and at one instant."""
    known = request.__dict__.setdefault("answers", {}).setdefault(university, {})
    missing = [pk for pk in pks if pk not in known]
    if missing:
        known.update(availabilities(missing, university, at=timezone.now()))
    return known


def _panel(
    request: Request,
    film: FilmInHand,
    university: University | None = None,
    clip: Clip | None = None,
) -> Panel:
    asked = university or request.visitor.university
    clip = clip or Clip.of(request.GET, runtime_seconds=film.runtime_seconds)
    if asked is None:
        nothing_known = availability_of(film, None, at=timezone.now())
        return panel_for(film, None, request.visitor, nothing_known, clip=clip)
    pks = [film.pk]
    if university is None and hasattr(request, "kept"):  # the page asks for these next
        now = timezone.now()
        shown = featured.featured_films(request, at=now)
        pks += shown.pks if shown else []
        pks += similar.similar_to(request, film, at=now).pks
    answer = answers(request, pks, asked)[film.pk]
    return panel_for(film, asked, request.visitor, answer, clip=clip)
