"""What the search field offers while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.search.state import cleaned
from catalog.search.suggestions import Suggestion, suggestions


@require_safe
def film_suggestions(request: HttpRequest) -> JsonResponse:
    """`{films: [{title, year, url}], people: [{title, url}], subjects: [{title, url}]}`"""
    offered = suggestions(cleaned(request.GET.get("q", "")), at=timezone.now())
    answer = JsonResponse({kind: list(map(_plain, these)) for kind, these in vars(offered).items()})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _plain(offered: Suggestion) -> dict[str, str]:
    return {name: value for name, value in offered._asdict().items() if value}
