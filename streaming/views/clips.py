"""Clips of a film, and a course's list of them. Whatever is asked, nothing is kept."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import absolute, moved
from catalog.exchange.moment import Moment
from catalog.film_page import film_at, film_in_hand
from catalog.models import Film
from streaming import parts
from streaming.access.next_page import safe_path
from streaming.access.ways_in import sign_in_address
from streaming.clips.clip import LONGEST_NAME, NAME, Clip, clip_between
from streaming.clips.clip_list import (
    LONGEST_ENTRY,
    LONGEST_TITLE,
    MOST_CLIPS,
    NUMBER,
    ClipList,
    ListedClip,
)
from streaming.clips.made import made_of
from streaming.clips.pasted import pasted
from streaming.clips.shown import ShownClip, shown
from streaming.clips.turn import turn_of
from streaming.request import Request

START, END = "start", "end"  # times that a form asks for
ADD, REMOVE, EARLIER = "add", "remove", "earlier"  # what it asks to be done with a list


@require_safe
def clip(request: Request, slug: str) -> HttpResponse:
    """What becomes of two times and a name; until there are any, the form for them."""
    film = film_at(slug)
    if film.slug != slug:
        return moved(request, reverse("streaming:clip", args=[film.slug]))
    typed = _typed(request, film)
    context: dict[str, object] = {"film": film, "typed": typed}
    if typed[START] or typed[END] or START in request.GET:
        try:
            found = clip_between(*typed.values(), runtime_seconds=film.runtime_seconds)
        except ValueError as error:
            context["trouble"] = str(error)
        else:
            university = parts.plays_at(request, film_in_hand(film))
            context["made"] = made_of(film, found, university)
            context["entry"] = str(ListedClip(film.slug, found))
    return _unlisted(render(request, "streaming/clip.html", context))


@require_safe
def clip_list(request: Request) -> HttpResponse:
    """The list that the address holds; after a change, on to the address that holds it then."""
    asked = ClipList.of(request.GET)
    trouble = ""
    if {ADD, REMOVE, EARLIER} & request.GET.keys():
        try:
            return HttpResponseRedirect(_changed(asked, request).get_absolute_url())
        except ValueError as error:
            trouble = str(error)
    context = {
        "asked": asked,
        "clips": shown(asked.clips, request.visitor, at=timezone.now()),
        "university": request.visitor.university,
        "address": absolute(asked.get_absolute_url()),
        "added": request.GET.get(ADD, "")[:LONGEST_ENTRY] if trouble else "",
        "trouble": trouble,
        "most": MOST_CLIPS,
        "longest_title": LONGEST_TITLE,
    }
    return _unlisted(render(request, "streaming/clip_list.html", context))


@require_safe
def play_all(request: Request) -> HttpResponse:
    """One clip of a list in the player, each by its own right, and the way on to the next."""
    asked = ClipList.of(request.GET)
    if not asked.clips:
        return HttpResponseRedirect(asked.get_absolute_url())
    university = request.visitor.university
    clips = shown(asked.clips, request.visitor, at=timezone.now())
    turn = turn_of(clips, _number(request.GET.get(NUMBER, "")))
    context = {
        "asked": asked,
        "clips": [(row, _address(asked, row)) for row in clips],
        "turn": turn,
        "university": university,
    }
    if university and any(row.awaits_sign_in for row in clips):
        back = safe_path(asked.address_of_turn())  # unless it is too long
        context["sign_in"] = sign_in_address(university.slug, back)
    if turn.now is not None and turn.now.card is not None:
        film = film_in_hand(film_at(turn.now.card.slug))
        context["stage"] = parts.stage(request, film, clip=turn.now.clip)
        context["after"] = asked.address_of_turn(turn.after.number) if turn.after else ""
    return _unlisted(render(request, "streaming/play_all.html", context))


def _address(asked: ClipList, row: ShownClip) -> str:
    """Where it plays in its turn; of one that is skipped, where its film says why."""
    return asked.address_of_turn(row.number) if row.may_play else row.address


def _typed(request: Request, film: Film) -> dict[str, str]:
    """What stands in the form: what was typed into it, or what the clip's own address says."""
    asked = Clip.of(request.GET, runtime_seconds=film.runtime_seconds)
    end = asked.moment.end if asked else None
    if asked is None or end is None:
        return {name: request.GET.get(name, "")[:LONGEST_NAME] for name in (START, END, NAME)}
    return {START: str(Moment(asked.moment.start)), END: str(Moment(end)), NAME: asked.name}


def _changed(asked: ClipList, request: Request) -> ClipList:
    """The list as a form wants it to be. Raises ValueError, with words for who filled it in."""
    if text := request.GET.get(ADD, "").strip():
        asked = asked.with_clip(pasted(text, host=request.get_host()))
    asked = asked.without(_number(request.GET.get(REMOVE, "")))
    return asked.with_earlier(_number(request.GET.get(EARLIER, "")))


def _number(text: str) -> int:
    """Of a clip; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
