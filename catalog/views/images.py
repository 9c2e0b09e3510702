"""Pictures anyone may see, under names that nobody can guess and nothing else ever takes.

Who knows the name of a picture may see it, published film or not: staff look at drafts, and an
address that was shared keeps working. Names are learnt from pages alone.
"""

import re

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from catalog.models.image import image_storage
from catalog.pictures.known import is_named
from catalog.pictures.names import SUFFIXES

NAME = re.compile(
    rf"[0-9a-f]{{32}}(-\d{{1,4}}-[0-9a-f]{{8}})?\.(?P<suffix>{'|'.join(SUFFIXES)})", re.ASCII
)


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    shape = NAME.fullmatch(name)
    if shape is None or not is_named(name):
        raise Http404
    etag = f'"{name}"'
    return get_conditional_response(request, etag=etag) or _whole(name, shape["suffix"], etag)


def _whole(name: str, suffix: str, etag: str) -> HttpResponseBase:
    try:
        file = image_storage().open(name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, content_type=SUFFIXES[suffix])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # oEmbed names them to other sites
    response["ETag"] = etag
    return response
