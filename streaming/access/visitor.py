"""Who is at the door, and how we know: the one place that recognises a visitor."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import Http404, HttpRequest

from catalog.ready import store
from streaming.access.directory import MARK, directory
from streaming.access.ip_ranges import address_of
from streaming.availability import Availability
from streaming.models import University

CHOSEN_COOKIE = "university"


class Evidence(StrEnum):
    """What proves a visitor's university."""

    ADDRESS = "address"


@dataclass(frozen=True)
class Visitor:
    """A person at the door: of which university, by what evidence; without it, only by their word.

    Nothing here is stored, and nothing names the person.
    """

    university: University | None = None
    evidence: Evidence | None = None

    @property
    def is_proven(self) -> bool:
        return self.university is not None and self.evidence is not None

    def is_of(self, university: University | None) -> bool:
        """Proven to be of this very university."""
        return self.is_proven and university is not None and self.university == university

    def may_play(self, university: University | None, availability: Availability) -> bool:
        """Admission: what is playable at a university plays for those proven to be of it."""
        return availability.is_playable and self.is_of(university)


def recognise(request: HttpRequest) -> Visitor:
    """The visitor of a request: by address, or else by the university they once chose."""
    known = directory(_mark(request))
    address = address_of(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted_hops=settings.TRUSTED_PROXIES,
    )
    university = known.by_address(address) if address else None
    if university is not None:
        return Visitor(university, Evidence.ADDRESS)
    chosen = request.COOKIES.get(CHOSEN_COOKIE, "")
    return Visitor(known.by_slug(chosen) if could_be_a_slug(chosen) else None)


def university_at(request: HttpRequest, slug: str) -> University:
    """The university of that address, with its own words. Raises Http404 when there is none."""
    university = directory(_mark(request)).by_slug(slug)
    if university is None:
        raise Http404
    return university


def _mark(request: HttpRequest) -> str | None:
    """The directory's present mark: from the page just read, or asked for once a request."""
    kept = getattr(request, "kept", None)
    if kept is None:
        kept = request.__dict__.get("marks") or store.read(language="")
        request.__dict__["marks"] = kept
    return kept[MARK].mark if MARK in kept else None


def could_be_a_slug(text: str) -> bool:
    return 0 < len(text) <= 120 and text.isascii() and text.replace("-", "").isalnum()
