"""Why somebody is let in, or not: each step of the way, by the functions that decide it."""

from dataclasses import dataclass
from datetime import datetime

from catalog.models import Film
from streaming.access.evidence import Evidence, How
from streaming.access.ip_ranges import readable
from streaming.access.visitor import Visitor
from streaming.availability import Availability, availability_of
from streaming.models import AddressRange, University


@dataclass(frozen=True)
class Steps:
    """address: as people write it, or nothing. network: of ours that holds it, if one does.

    proofs: what counts at `at`, each with its university. film, availability: what was asked of;
    None without a film. counts: what is proven is so for this film. may_play: the answer.
    """

    at: datetime
    university: University | None
    address: str
    network: str
    proofs: list[tuple[Evidence, University]]
    film: Film | None
    availability: Availability | None
    counts: bool
    may_play: bool


def steps(visitor: Visitor, address: str | None, film: Film | None, *, at: datetime) -> Steps:
    """Three queries at most. address: as `ip_ranges.sortable` writes it."""
    ids = [proof.university_id for proof in visitor.evidence]
    universities = University.objects.in_bulk(ids)
    is_by_address = any(proof.how is How.ADDRESS for proof in visitor.evidence)
    availability = availability_of(film, visitor.university, at=at) if film else None
    return Steps(
        at=at,
        university=visitor.university,
        address=readable(address) if address else "",
        network=_network(address) if address and is_by_address else "",
        proofs=[(proof, universities[proof.university_id]) for proof in visitor.evidence],
        film=film,
        availability=availability,
        counts=film is not None and visitor.is_of(visitor.university, film.pk),
        may_play=bool(
            film and availability and visitor.may_play(film.pk, visitor.university, availability)
        ),
    )


def _network(address: str) -> str:
    holding = AddressRange.objects.filter(first__lte=address, last__gte=address)
    return holding.values_list("network", flat=True).first() or ""
