"""The protocol tus 1.0: its core, creation, expiration, termination and checksum."""

from base64 import b64encode
from collections.abc import Iterator
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from catalog.keys import is_key
from catalog.models import Film
from streaming.media.uploads import header, steps
from streaming.media.uploads.door import VERSION, StaffRequest, tus
from streaming.media.uploads.refusal import Refusal
from streaming.models import FilmUpload

PIECE = "application/offset+octet-stream"
AT_ONCE = 1024**2  # bytes that are in memory
EXTENSIONS = "creation,expiration,termination,checksum"


@tus
def uploads(request: StaffRequest) -> HttpResponse:
    """What is spoken here, and the place where an upload begins."""
    if request.method == "OPTIONS":
        return HttpResponse(
            status=HTTPStatus.NO_CONTENT,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(steps.largest_size()),
                "Tus-Checksum-Algorithm": ",".join(header.ALGORITHMS),
            },
        )
    if request.method != "POST":
        return HttpResponseNotAllowed(["OPTIONS", "POST"])
    said = header.metadata(request.headers.get("Upload-Metadata", ""))
    upload = steps.begin(
        _film(said.get("film", "")),
        typed_name=said.get("filename", ""),
        size=header.number("Upload-Length", request.headers.get("Upload-Length", "")),
        by=request.user,
    )
    response = HttpResponse(status=HTTPStatus.CREATED)
    response["Location"] = reverse("streaming:upload", args=[upload.key])
    return _with_expiry(response, upload)


@tus
def upload(request: StaffRequest, key: str) -> HttpResponse:
    """One upload, of who began it."""
    found = FilmUpload.objects.select_related("film", "by").filter(key=key, by=request.user).first()
    if found is None:
        raise Refusal(HTTPStatus.NOT_FOUND, _("There is no such upload. Begin it anew."))
    match request.method:
        case "HEAD":
            return _told(found)
        case "PATCH":
            return _written(request, found)
        case "DELETE":
            steps.give_up(found)
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponseNotAllowed(["HEAD", "PATCH", "DELETE"])


def _told(upload: FilmUpload) -> HttpResponse:
    response = HttpResponse()
    response["Upload-Offset"] = str(steps.here(upload))
    response["Upload-Length"] = str(upload.size)
    response["Upload-Metadata"] = f"filename {b64encode(upload.typed_name.encode()).decode()}"
    return _with_expiry(response, upload)


def _written(request: StaffRequest, upload: FilmUpload) -> HttpResponse:
    """A piece of the file. After the last one, where the version is that was made of it."""
    if request.content_type != PIECE:
        words = _("A piece of a file comes as %(type)s.") % {"type": PIECE}
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words)
    header.number("Content-Length", request.headers.get("Content-Length", ""))
    version = steps.write(
        upload,
        _pieces(request),
        offset=header.number("Upload-Offset", request.headers.get("Upload-Offset", "")),
        checksum=header.checksum(request.headers.get("Upload-Checksum", "")),
    )
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    if version is None:
        response["Upload-Offset"] = str(steps.here(upload))
        return _with_expiry(response, upload)
    response["Upload-Offset"] = str(upload.size)
    response["Content-Location"] = reverse("admin:streaming_media_version", args=[version.pk])
    return response


def _pieces(request: StaffRequest) -> Iterator[bytes]:
    """The body as it comes; it ends early where the line does."""
    while piece := request.read(AT_ONCE):
        yield piece


def _film(key: str) -> Film:
    """By its number, or by the name in its address."""
    films = Film.objects.filter(pk=key) if is_key(key) else Film.objects.filter(slug=key)
    film = films.first()
    if film is None:
        raise Refusal(HTTPStatus.BAD_REQUEST, _("There is no film that the file is for."))
    return film


def _with_expiry(response: HttpResponse, upload: FilmUpload) -> HttpResponse:
    response["Upload-Expires"] = http_date(steps.expires_at(upload).timestamp())
    return response
