"""Addresses of this site, as somebody copied or sent them: which film they lead to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve

from streaming.access.next_page import safe_path

FILM_ADDRESSES = {  # each with the name of the film's part
    "catalog:film_detail": "slug",
    "catalog:film_by_identifier": "identifier",
    "streaming:watch": "slug",
    "streaming:clip": "slug",
    "streaming:embed_film": "film_slug",
}


class NotOurs(Exception):
    """An address that is not of this site."""


def ours(address: str, *, host: str) -> tuple[str, QueryDict]:
    """The path and the query of an address of ours, as SITE_URL or as this request has it.

    host: how this request reached us. Raises NotOurs.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise NotOurs from error
    own = {settings.SITE_URL, f"https://{host}", f"http://{host}"}
    if f"{parts.scheme}://{parts.netloc}" not in own or safe_path(parts.path or "/") == "":
        raise NotOurs
    return parts.path or "/", QueryDict(parts.query)


def film_in(path: str) -> str:
    """What the film is called there, or nothing: its slug, or its permanent identifier."""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return str(found.kwargs.get(FILM_ADDRESSES.get(found.view_name, ""), ""))
