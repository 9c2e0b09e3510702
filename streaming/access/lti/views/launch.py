"""The addresses that a course system and its people call. All of them work without a cookie."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from streaming.access.arrival import let_in, let_in_by_ticket, refuse, vouched
from streaming.access.evidence import How
from streaming.access.lti.answers import framed, page_in_a_frame
from streaming.access.lti.keys import public_keys
from streaming.access.lti.launching import Launch, NotLaunched, launch_in, login_address
from streaming.access.lti.onward import pass_for, passed
from streaming.access.lti.refusals import refusal
from streaming.access.lti.slips import BadSlip
from streaming.access.lti.state import COOKIE, MINUTES, new_cookie
from streaming.access.lti.views.deep import begin_picking
from streaming.access.own_forms import from_own_pages
from streaming.access.visit import is_in_a_frame
from streaming.playback.frame_ticket import ticket_for
from streaming.request import Request


@csrf_exempt  # a platform begins it, by a link or by a form of its own
@require_http_methods(["GET", "POST"])
def login(request: Request) -> HttpResponse:
    """Somebody opens a link in a course: the platform is asked who vouches for them."""
    asked = request.POST if request.method == "POST" else request.GET
    cookie = request.COOKIES.get(COOKIE) or new_cookie()
    try:
        address = login_address(asked, cookie=cookie, host=request.get_host(), at=timezone.now())
    except NotLaunched as error:
        return _refused(request, error)
    response = HttpResponseRedirect(address)
    _give_cookie(request, response, cookie)
    return framed(response)


@csrf_exempt  # the platform's form; its state is ours, and the message signed
@require_POST
def launch(request: Request) -> HttpResponse:
    """They come back, vouched for: to a film, to the library, or to choose films for a course."""
    try:
        arrived = launch_in(request.POST, host=request.get_host(), at=timezone.now())
    except NotLaunched as error:
        return _refused(request, error)
    if arrived.message.is_deep_linking:
        return begin_picking(request, arrived.message, arrived.registration)
    return _arrive(request, arrived)


@require_POST
@from_own_pages
def onward(request: Request) -> HttpResponse:
    """From the frame into a window of its own: the visit begins here, by the visitor's own hand."""
    now = timezone.now()
    try:
        registration, page = passed(request.POST.get("pass", ""), at=now)
    except BadSlip as error:
        return refuse(request, How.LTI, refusal(f"pass_{error.reason}"))
    return let_in(request, registration, vouched(registration, at=now), next_=page)


@require_GET
def jwks(_request: Request) -> JsonResponse:
    """The public keys by which our answers are checked."""
    response = JsonResponse(public_keys())
    response["Cache-Control"] = "public, max-age=300"
    return response


def _arrive(request: Request, arrived: Launch) -> HttpResponse:
    """Let in by a cookie where this browser is known to have begun; else, without one.

    Without it anybody could have sent this browser here, so no visit begins: the film plays by a
    ticket in its address, or the visitor goes on by a button. (A library in a frame opens its films
    in windows of their own, where a frame's cookie is not seen.)
    """
    now, registration, target = timezone.now(), arrived.registration, arrived.target
    university, is_framed = registration.university, is_in_a_frame(request)
    if is_framed and target.film is None:
        return _offer_to_go_on(request, arrived)
    if arrived.state.is_of(request.COOKIES.get(COOKIE, "")):
        page = target.frame(university) if is_framed else target.page(university)
        return let_in(request, registration, vouched(registration, at=now), next_=page)
    if not is_framed or target.film is None:
        return _offer_to_go_on(request, arrived)
    ticket = ticket_for(registration, university, target.film.pk, at=now)
    frame = target.frame(university, ticket=ticket)
    return let_in_by_ticket(request, registration, frame=frame)


def _offer_to_go_on(request: Request, arrived: Launch) -> HttpResponse:
    registration = arrived.registration
    page = arrived.target.page(registration.university)
    context = {
        "university": registration.university,
        "film": arrived.target.film,
        "pass": pass_for(registration, page, at=timezone.now()),
    }
    return page_in_a_frame(request, "streaming/lti/go_on.html", context, registration)


def _refused(request: Request, error: NotLaunched) -> HttpResponse:
    """The same words whatever rule a message broke; what the visitor can mend is said."""
    registration = error.registration
    university = registration.university if registration else None
    status = 404 if error.reason == "no_film" else 403
    response = refuse(request, How.LTI, refusal(error.reason, university, status=status))
    return framed(response, registration)


def _give_cookie(request: Request, response: HttpResponse, cookie: str) -> None:
    """By which this browser is known again; the platform's form comes from another site."""
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=MINUTES * 60,
        path="/lti/",
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="None" if settings.IS_HTTPS else "Lax",
    )
    if settings.IS_HTTPS and is_in_a_frame(request):
        response.cookies[COOKIE]["partitioned"] = True
