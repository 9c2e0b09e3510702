"""How an admitted file leaves: sent by us, by the proxy in front, or by the store it lies in."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from streaming.playback.byte_ranges import file_response
from streaming.playback.stored import Stored, media_storage

PROXYS_FOLDER = "/_media/"  # an internal location of nginx, see docs/operations.md
LONGEST_ADDRESS = 60  # seconds that a signed address opens the file
FROM_OUR_ORIGIN = (".m3u8", ".vtt")  # relative addresses in them come to us; tracks may not leave


def deliver(request: HttpRequest, file: Stored) -> HttpResponseBase:
    """Answer a GET or a HEAD with a file that whoever asks was admitted to.

    Raises FileNotFoundError, and StorageAway.
    """
    response = WAYS[settings.MEDIA_DELIVERY](request, file)
    response["Cache-Control"] = "private, no-store"
    return response


def _by_us(request: HttpRequest, file: Stored) -> HttpResponseBase:
    opened = media_storage.opened(file.name)
    response = file_response(request, opened, content_type=file.content_type)
    if file.download_as:
        response["Content-Disposition"] = file.disposition
    return response


def _by_the_proxy(_request: HttpRequest, file: Stored) -> HttpResponseBase:
    """nginx reads where the file lies, and knows of ranges itself."""
    if not media_storage.exists(file.name):
        raise FileNotFoundError(file.name)
    response = HttpResponse(content_type=file.content_type)
    response["X-Accel-Redirect"] = PROXYS_FOLDER + quote(file.name)
    if file.download_as:
        response["Content-Disposition"] = file.disposition
    return response


def _by_the_store(request: HttpRequest, file: Stored) -> HttpResponseBase:
    if request.method == "HEAD" or file.name.endswith(FROM_OUR_ORIGIN):
        return _by_us(request, file)
    return HttpResponseRedirect(media_storage.signed_address(file, seconds=LONGEST_ADDRESS))


WAYS: dict[str, Callable[[HttpRequest, Stored], HttpResponseBase]] = {
    "app": _by_us,
    "nginx": _by_the_proxy,
    "signed-url": _by_the_store,
}
