"""Where an address leads that a thing had before."""

from catalog.models import FormerAddress
from catalog.models.authority import authority_of


def former_address(kind: str, slug: str) -> str | None:
    """The present slug of what was once at this address; None where nothing was, or is no more.

    kind: one of `FormerAddress.Kind`. Asked before a page answers 404; one query, or two.
    """
    former = FormerAddress.objects.filter(kind=kind, slug=slug).first()
    if former is None:
        return None
    things = authority_of(kind)._default_manager.filter(pk=former.thing)
    present: str | None = things.values_list("slug", flat=True).first()
    return present
