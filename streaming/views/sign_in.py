"""Sign in at a university, by the way in that its people take; and sign out here."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from streaming import audit
from streaming.access import visit
from streaming.access.next_page import next_page
from streaming.access.own_forms import from_own_pages
from streaming.access.visitor import university_at
from streaming.access.ways_in import ways_in
from streaming.models import AuditLine, University
from streaming.request import Request


@require_safe
def sign_in(request: Request, slug: str) -> HttpResponse:
    """The ways into one university, each of which comes back to `next`."""
    university = university_at(request, slug)
    next_ = next_page(request)
    context = {
        "university": university,
        "ways": ways_in(university, next_=next_),
        "next": next_ or university.get_absolute_url(),
        "is_let_in": request.visitor.is_of(university),
    }
    return render(request, "streaming/sign_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@from_own_pages
def sign_out(request: Request) -> HttpResponse:
    """What this browser has proven here; ended, if it says so."""
    held = visit.evidence_of(request, at=timezone.now())
    universities = University.objects.in_bulk({proof.university_id for proof in held})
    if request.method == "POST":
        response = redirect("streaming:sign_out")
        visit.end(request, response)
        for proof in held:
            audit.record(
                AuditLine.Act.SIGN_OUT,
                who=proof.how.value,
                university=universities.get(proof.university_id),
                reference=request.reference,
            )
        return response
    return render(request, "streaming/sign_out.html", {"universities": universities.values()})
