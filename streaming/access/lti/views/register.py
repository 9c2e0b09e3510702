"""The address that a course system calls to register this library as a tool of its own."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from streaming.access.arrival import refuse
from streaming.access.evidence import How
from streaming.access.lti.answers import framed, page_in_a_frame
from streaming.access.lti.refusals import not_registered
from streaming.access.lti.registered import origin_of
from streaming.access.lti.registering import NotRegistered, apply
from streaming.access.visitor import could_be_a_slug
from streaming.models import University
from streaming.request import Request


@require_GET
def register(request: Request) -> HttpResponse:
    """Introduce ourselves to whoever published that configuration, and keep what it answers."""
    asked = request.GET
    configuration = asked.get("openid_configuration", "")
    slug = asked.get("university", "")
    university = University.objects.filter(slug=slug).first() if could_be_a_slug(slug) else None
    framer = origin_of(configuration)
    try:
        application = apply(
            configuration,
            asked.get("registration_token", ""),
            university=university,
            at=timezone.now(),
        )
    except NotRegistered as error:
        refused = refuse(request, How.LTI, not_registered(error.reason))
        return _for_its_window(framed(refused, None, framer))
    context = {"application": application}
    page = page_in_a_frame(request, "streaming/lti/registered.html", context, None, framer)
    return _for_its_window(page)


def _for_its_window(response: HttpResponse) -> HttpResponse:
    """The course system's page opened this window, and is told by it when all is done."""
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
