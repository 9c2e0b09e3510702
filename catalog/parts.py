"""The parts of a film's page that only staff see (see `catalog.ready.fresh`)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString

from catalog.ready.fresh import rendered
from catalog.request import language_of


def no_materials(request: HttpRequest, film: Any) -> str:
    return _for_staff(request, "catalog/components/no_materials.html")


def no_distributor(request: HttpRequest, film: Any) -> str:
    return _for_staff(request, "catalog/components/no_distributor.html")


def _for_staff(request: HttpRequest, template: str) -> str:
    """The template for who has signed in as staff; no query for those without their cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_staff:
        return SafeString("")
    return rendered(template, language_of(request))
