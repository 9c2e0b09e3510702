"""oEmbed: what a pasted address of a film is."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.addresses import absolute
from catalog.exchange.cited import Cited
from catalog.exchange.oembed import as_xml, oembed
from catalog.models import Film
from catalog.record import film_record

OF_A_FILM = re.compile(
    r"/films/(?P<slug>[-a-zA-Z0-9_]{1,120})/(?:streaming/)?"
    r"|/id/(?P<identifier>[A-Za-z][A-Za-z0-9._-]{0,39})/"
)
LENGTH = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


class Refused(ValueError):
    """With words for who asked."""


@require_safe
def film_oembed(request: HttpRequest) -> HttpResponse:
    """`?url=` a film's page, streaming page or permanent address; `format=json` or `xml`."""
    form = request.GET.get("format") or "json"
    if form not in {"json", "xml"}:
        return _refusal(501, _("The formats are json and xml."))
    try:
        path = _path(request.GET.get("url", ""))
        max_width, max_height = _pixels(request, "maxwidth"), _pixels(request, "maxheight")
    except Refused as refused:
        return _refusal(400, str(refused))
    film = _film_at(path)
    if film is None:
        return _refusal(404, _("There is no film at this address."))
    cited = Cited(film_record(film), absolute(film.get_absolute_url()))
    facts = oembed(cited, max_width=max_width, max_height=max_height)
    if form == "xml":
        return _for_all(HttpResponse(as_xml(facts), content_type="text/xml; charset=utf-8"))
    return _for_all(JsonResponse(facts))


def _path(url: str) -> str:
    """The path of an address of this site; of another's, nothing."""
    try:
        parts, ours = urlsplit(url), urlsplit(settings.SITE_URL)
        is_ours = parts.netloc.casefold() in {"", ours.netloc.casefold()}
    except ValueError as error:
        raise Refused(_("“url” is no address.")) from error
    if not parts.path or parts.scheme not in {"", "http", "https"}:
        raise Refused(_("Name a film's address as “url”."))
    return parts.path if is_ours else ""


def _pixels(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not LENGTH.fullmatch(text):
        raise Refused(_("“%(name)s” is a number of pixels.") % {"name": name})
    return int(text)


def _film_at(path: str) -> Film | None:
    found = OF_A_FILM.fullmatch(path)
    if not found:
        return None
    films = Film.objects.published(at=timezone.now())
    if found["identifier"]:
        return films.filter(identifier=found["identifier"]).first()
    return films.named(found["slug"])


def _refusal(status: int, words: str) -> HttpResponse:
    return _for_all(JsonResponse({"error": words}, status=status))


def _for_all(response: HttpResponse) -> HttpResponse:
    """Any site may ask, also from its visitor's browser: what is said here is public."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
