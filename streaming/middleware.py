"""Lay the visitor on the request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from streaming.access.visitor import Visitor, recognise
from streaming.playback.audience import give_number
from streaming.playback.policy import open_policy
from streaming.request import Request


class VisitorMiddleware:
    """`request.visitor`, found out when it is first asked for."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        def find_out() -> Visitor:
            """From then on without the detour: a page asks a dozen times."""
            request.visitor = recognise(request, at=timezone.now())
            return request.visitor

        request.visitor = cast(Visitor, SimpleLazyObject(find_out))
        response = self.get_response(request)
        give_number(request, response)
        open_policy(request, response)
        return response
