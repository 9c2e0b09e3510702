"""What is said where the media's storage does not answer."""

from collections.abc import Callable
from functools import wraps

import structlog
from django.http.response import HttpResponseBase
from django.shortcuts import render

from streaming.playback.stored import StorageAway
from streaming.request import Request

TRY_AGAIN_AFTER = 10  # seconds

log = structlog.get_logger(__name__)
View = Callable[..., HttpResponseBase]


def storage_may_be_away(view: View) -> View:
    """503 in words for StorageAway: the catalogue is up, the files are not to be had just now."""

    @wraps(view)
    def asked(request: Request, **named: object) -> HttpResponseBase:
        try:
            return view(request, **named)
        except StorageAway as away:
            log.error("media_storage_away", error=str(away))
        response = render(request, "streaming/storage_away.html", status=503)
        response["Retry-After"] = str(TRY_AGAIN_AFTER)
        response["Cache-Control"] = "private, no-store"
        return response

    return asked
