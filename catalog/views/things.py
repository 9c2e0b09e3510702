"""People, subjects, festivals and all else that films have in common: lists, and a page of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.paging import page_number
from catalog.things.kind import Kind
from catalog.things.page import page_of


@require_safe
def thing_list(request: HttpRequest, kind: Kind) -> HttpResponse:
    context = {"kind": kind, "entries": kind.entries(at=timezone.now())}
    return render(request, "catalog/thing_list.html", context)


@require_safe
def thing_detail(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    now = timezone.now()
    thing = kind.find(slug)
    number = page_number(request.GET.get("page", ""))
    order = request.GET.get("sort", "")
    page = page_of(thing, order=order, number=number, at=now) if thing else None
    if page is None:
        raise Http404
    return render(request, "catalog/thing_detail.html", {"page": page, "thing": thing})
