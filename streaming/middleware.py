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
        request.visitor = cast(
            Visitor, SimpleLazyObject(lambda: recognise(request, at=timezone.now()))
        )
        response = self.get_response(request)
        give_number(request, response)
        open_policy(request, response)
        return response
