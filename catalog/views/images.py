"""Pictures anyone may see, under names that nobody can guess and nothing else ever takes."""

import re

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from catalog.models.image import image_storage

NAME = re.compile(r"[0-9a-f]{32}\.(jpg|jpeg|png|webp|avif)", re.ASCII)


@require_safe
def image(request: HttpRequest, name: str) -> FileResponse:
    if not NAME.fullmatch(name):
        raise Http404
    try:
        response = FileResponse(image_storage().open(name))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
