"""A film for those who cite it: a page, files for reference managers, and every style at once."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.addresses import absolute, moved
from catalog.exchange import bibtex, csl_json, ris
from catalog.exchange.citations import citations_of
from catalog.exchange.citations.pieces import Words
from catalog.exchange.cited import Cited
from catalog.exchange.moment import Moment, moment_from
from catalog.film_page import film_at
from catalog.models import Film
from catalog.record import film_record


@require_safe
def film_cite(request: HttpRequest, slug: str) -> HttpResponse:
    """The film's citations, with the moment that `?t=12:41-13:05` names; or why it names none."""
    film = film_at(slug)
    if film.slug != slug:
        return moved(request, reverse("catalog:film_cite", args=[film.slug]))
    moment, trouble = None, ""
    try:
        moment = _moment(request, film)
    except ValueError as error:
        trouble = str(error)
    typed = str(moment or request.GET.get("t", ""))
    context = {"record": film_record(film), "film": film, "moment": moment}
    context |= {"typed": typed, "trouble": trouble}
    return render(request, "catalog/film_cite.html", context, status=400 if trouble else 200)


@require_safe
def film_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """`ris`, `bib`, `csl.json` or `citations.json`; `?t=12:41-13:05` names a moment."""
    film = film_at(slug)
    if film.slug != slug:
        return moved(request, reverse("catalog:film_citation", args=[film.slug, form]))
    try:
        moment = _moment(request, film)
    except ValueError as error:
        return JsonResponse({"error": str(error)}, status=400)
    cited = Cited(film_record(film), absolute(film.get_absolute_url()), moment)
    response = {"ris": _ris, "bib": _bib, "csl.json": _csl, "citations.json": _citations}[form](
        cited
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _moment(request: HttpRequest, film: Film) -> Moment | None:
    text = request.GET.get("t", "")
    return moment_from(text, runtime_seconds=film.runtime_seconds) if text else None


def _ris(cited: Cited) -> HttpResponse:
    return _file(ris.ris(cited), ris.CONTENT_TYPE, f"{cited.record.film.slug}.ris")


def _bib(cited: Cited) -> HttpResponse:
    return _file(bibtex.bibtex(cited), bibtex.CONTENT_TYPE, f"{cited.record.film.slug}.bib")


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csl(cited: Cited) -> HttpResponse:
    text = json.dumps(csl_json.csl_json(cited), ensure_ascii=False)
    return HttpResponse(text, content_type=csl_json.CONTENT_TYPE)


def _citations(cited: Cited) -> HttpResponse:
    """Each style's entry for a list of works, and its note or words in parentheses."""
    film = cited.record.film
    facts = {
        "id": film.identifier,
        "title": film.title,
        "url": cited.address,
        "moment": str(cited.moment) if cited.moment else None,
        "citations": [
            {
                "style": each.style,
                "name": each.name,
                "entry": _both(each.entry),
                "note" if each.has_notes else "in_text": _both(each.mention),
            }
            for each in citations_of(cited)
        ],
    }
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False})


def _both(words: Words) -> dict[str, Any]:
    return {"text": words.text, "html": str(words.html)}
