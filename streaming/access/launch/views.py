"""The door of signed launches."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.models import Film
from streaming.access.arrival import Refusal, let_in, refuse, vouched
from streaming.access.evidence import How
from streaming.access.launch.token import BentToken, Launch, launch_in
from streaming.access.next_page import next_page
from streaming.access.once import spend
from streaming.access.visitor import university_at
from streaming.models import LaunchKey, University
from streaming.request import Request


@require_GET  # not HEAD: whoever only looks at a link must not spend it
def launch(request: Request, slug: str) -> HttpResponse:
    """Let in whom a portal of this university signed for, and lead on at once."""
    university = university_at(request, slug)
    now = timezone.now()
    try:
        found = _launch(request, university)
        film = _film(found) if found.film else None
        if not spend("launch", str(university.pk), found.name, until=found.until, at=now):
            raise BentToken("again")
    except BentToken as bent:
        return refuse(request, How.LAUNCH, Refusal(bent.reason, _words(), university))
    evidence = vouched(found.key, at=now, film_id=film.pk if film else None)
    page = reverse("streaming:watch", args=[film.slug]) if film else ""
    return let_in(request, found.key, evidence, next_=next_page(request) or page)


def _launch(request: Request, university: University) -> Launch:
    tokens = request.GET.getlist("token")
    if len(tokens) != 1:
        raise BentToken("no_token" if not tokens else "doubled")
    keys = LaunchKey.objects.filter(university=university, is_active=True).order_by("-pk")
    return launch_in(
        tokens[0],
        keys.select_related("university"),
        audience=settings.SITE_URL,
        at=timezone.now(),
    )


def _film(found: Launch) -> Film:
    films = Film.objects.published(at=timezone.now())
    film = films.named(found.film) if found.film.isprintable() else None
    if film is None:
        raise BentToken("no_such_film")
    return film


def _words() -> str:
    """The same for every reason: what is wrong with a token is for the log only."""
    return _("The link does not let you in, or not any more. Go back to where it was, and try it.")
