"""People, subjects, festivals and all else that films have in common: lists, and a page of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import address, moved
from catalog.paging import page_number
from catalog.things.index import index_of
from catalog.things.kind import Kind
from catalog.things.page import page_of


@require_safe
def thing_list(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Those of one kind that have a published film."""
    letter, number = request.GET.get("letter", ""), page_number(request.GET.get("page", ""))
    index = index_of(kind, letter=letter, number=number, at=timezone.now())
    return render(request, "catalog/thing_list.html", {"kind": kind, "index": index})


@require_safe
def thing_detail(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """One of them, with its films; an earlier address leads to the present one."""
    thing = kind.find(slug)
    if thing is None:
        return moved(request, _present_path(kind, slug))
    order, number = request.GET.get("sort", ""), page_number(request.GET.get("page", ""))
    page = page_of(thing, order=order, number=number, at=timezone.now())
    if page is None:
        raise Http404
    return render(request, "catalog/thing_detail.html", {"thing": thing, "page": page})


def _present_path(kind: Kind, slug: str) -> str:
    """Of what was once at this address, where it is shown. Raises Http404."""
    present = kind.former(slug)
    thing = kind.find(present) if present else None
    if thing is None or page_of(thing, order="", number=1, at=timezone.now()) is None:
        raise Http404
    return address(f"catalog:{kind.name}_detail", thing.key)
