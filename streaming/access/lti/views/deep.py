"""Choosing films for a course, and handing in the choice. Every form brings its slip along."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from streaming.access.arrival import refuse
from streaming.access.evidence import How
from streaming.access.lti.answers import framed, page_in_a_frame
from streaming.access.lti.deep_linking import Picking, picking_in, response_to
from streaming.access.lti.message import Message
from streaming.access.lti.picker import chosen_in, offer_to, with_cards
from streaming.access.lti.refusals import refusal
from streaming.access.lti.registered import registration_at
from streaming.access.lti.slips import BadSlip
from streaming.models import LtiRegistration
from streaming.request import Request

HAND_IN, CANCEL = "hand_in", "cancel"  # the buttons that end it


def begin_picking(
    request: Request, message: Message, registration: LtiRegistration
) -> HttpResponse:
    """Show a lecturer, for whom a course system asks, what there is to choose."""
    picking = picking_in(message, registration)
    if picking is None:
        refused = refusal("nothing_accepted", registration.university)
        return framed(refuse(request, How.LTI, refused), registration)
    return _offer(request, picking, registration)


@csrf_exempt  # in a frame there is no cookie; the slip is what no other site has
@require_POST
def deep(request: Request) -> HttpResponse:
    """Search, turn the page, mark; or hand in what is marked, or nothing."""
    try:
        picking = Picking.on(request.POST.get("slip", ""), at=timezone.now())
    except BadSlip as error:
        return refuse(request, How.LTI, refusal(f"slip_{error.reason}"))
    registration = registration_at(picking.registration_id)
    if registration is None or not picking.is_of(registration):
        return refuse(request, How.LTI, refusal("slip_over"))
    if HAND_IN in request.POST or CANCEL in request.POST:
        return _hand_in(request, picking, registration)
    return _offer(request, picking, registration)


def _offer(request: Request, picking: Picking, registration: LtiRegistration) -> HttpResponse:
    now = timezone.now()
    context = {
        "university": registration.university,
        "offer": offer_to(registration.university, request.POST, at=now),
        "takes_several": picking.takes_several,
        "slip": picking.slip(at=now),
    }
    template = "streaming/lti/pick.html"
    return page_in_a_frame(request, template, context, registration, picking.return_origin)


def _hand_in(request: Request, picking: Picking, registration: LtiRegistration) -> HttpResponse:
    """A form that goes to the platform by itself, or by its button."""
    now = timezone.now()
    films = []
    if CANCEL not in request.POST:
        films = chosen_in(registration.university, request.POST, at=now)
    if not picking.takes_several:
        films = films[:1]
    signed = response_to(picking, registration, with_cards(films), at=now)
    context = {"university": registration.university, "films": films, "picking": picking}
    context |= {"signed": signed}
    template = "streaming/lti/hand_in.html"
    response = page_in_a_frame(request, template, context, registration, picking.return_origin)
    response.content_policy = {"form-action": picking.return_origin}  # type: ignore[attr-defined]
    return response
