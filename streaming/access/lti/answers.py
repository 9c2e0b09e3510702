"""What all answers to a course system have in common: who may frame them, and that nobody keeps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from streaming.access.lti.registered import framers_of
from streaming.models import LtiRegistration
from streaming.request import Request


def framed(
    response: HttpResponse, registration: LtiRegistration | None = None, *also: str
) -> HttpResponse:
    """With the registration's origins, and those given, as the only ones that may frame it."""
    framers = [framers_of(registration)] if registration else []
    if origins := [*framers, *filter(None, also)]:
        response.frame_ancestors = " ".join(origins)  # type: ignore[attr-defined]
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def page_in_a_frame(
    request: Request,
    template: str,
    context: dict[str, Any],
    registration: LtiRegistration | None = None,
    *also: str,
) -> HttpResponse:
    return framed(render(request, template, context), registration, *also)
