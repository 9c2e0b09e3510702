"""What a page with a player may load from elsewhere: films, where the store itself sends them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from streaming.playback.stored import StorageAway, media_storage

POLICY = "content_policy"  # of an answer, read by filmlib.middleware.ResponseHeaders
OPENED = ("media-src", "connect-src", "img-src")


def show_player(request: HttpRequest) -> None:
    """Have the answer to this request let the browser fetch films."""
    request.__dict__["has_player"] = True


def open_policy(request: HttpRequest, response: HttpResponse) -> None:
    if not request.__dict__.get("has_player") or settings.MEDIA_DELIVERY != "signed-url":
        return
    try:
        origin = media_storage.origin
    except StorageAway:
        return  # no film can be fetched anyway
    own = getattr(response, POLICY, {})
    usual = settings.CONTENT_SECURITY_POLICY | own
    opened = {name: f"{usual[name]} {origin}" for name in OPENED}
    setattr(response, POLICY, {**own, **opened})
