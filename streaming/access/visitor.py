"""Who is at the door, and how we know: the one place that recognises a visitor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest

from catalog.ready import store
from streaming.access.directory import MARK, Directory, directory
from streaming.access.evidence import Evidence, How, Word
from streaming.access.ip_ranges import address_of
from streaming.access.roles import rights_of
from streaming.access.visit import evidence_of
from streaming.availability import Availability
from streaming.models import University

CHOSEN_COOKIE = "university"


@dataclass(frozen=True)
class Visitor:
    """A person at the door: of which university, by what evidence; without it, only by their word.

    evidence: all that holds now, what the visitor did themselves first. university: that of the
    first, unless they chose another that they are proven to be of. Nothing here names the person.
    """

    university: University | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_proven(self) -> bool:
        return self.is_of(self.university)

    @property
    def how(self) -> How | None:
        """By what they are proven to be of their university."""
        proof = self.proof(self.university)
        return proof.how if proof else None

    @property
    def is_for_single_films(self) -> bool:
        """Proven to be of their university, though for one film or another, not for them all."""
        own = [proof for proof in self.evidence if self._is_by(proof, self.university)]
        return bool(own) and all(proof.film_id is not None for proof in own)

    def is_of(self, university: University | None, film_id: int | None = None) -> bool:
        """Proven to be of this very university; with a film, by something that counts for it."""
        return self.proof(university, film_id) is not None

    def may_play(
        self, film_id: int, university: University | None, availability: Availability
    ) -> bool:
        """Admission: what is playable at a university plays for those proven to be of it."""
        return availability.is_playable and self.is_of(university, film_id)

    def proof(self, university: University | None, film_id: int | None = None) -> Evidence | None:
        """What proves them to be of a university, and counts for a film if one is named."""
        for proof in self.evidence:
            if self._is_by(proof, university) and (film_id is None or proof.counts_for(film_id)):
                return proof
        return None

    @staticmethod
    def _is_by(proof: Evidence, university: University | None) -> bool:
        return university is not None and proof.university_id == university.pk


def recognise(request: HttpRequest, *, at: datetime) -> Visitor:
    """The visitor of a request: by what they proved, by address, or else by their word."""
    known = directory(_mark(request))
    slug = request.COOKIES.get(CHOSEN_COOKIE, "")
    chosen = known.by_slug(slug) if could_be_a_slug(slug) else None
    return _weighed(known, _evidence(request, known, at=at), chosen)


def supposed(
    request: HttpRequest, university: University, *, address: str, word: Word | None, at: datetime
) -> Visitor:
    """Whom we would recognise at an address, a sign-on vouching or none, at another instant.

    For staff of that university: what the address proves of another is left out.
    address: as `ip_ranges.sortable` writes it.
    """
    known = directory(_mark(request))
    evidence = list(_by_address(known, address, at=at))
    how = known.how(word) if word else None
    if word is not None and how is not None:
        sign_on, revision = word.sign_on_id, word.revision
        evidence.insert(0, Evidence(how, university.pk, at, None, sign_on, revision))
    own = (one for one in evidence if one.university_id == university.pk)
    return _weighed(known, own, university)


def _weighed(known: Directory, evidence: Iterable[Evidence], chosen: University | None) -> Visitor:
    """What still counts of the evidence, and the university it makes theirs."""
    found = {
        one: university for one in evidence if (university := known.by_evidence(one)) is not None
    }
    proven = list(found.values())
    university = chosen if chosen in proven or not proven else proven[0]
    return Visitor(university, tuple(found))


def vouched_for(
    request: HttpRequest,
    visitor: Visitor,
    word: Word,
    *,
    university_id: int,
    film_id: int | None,
    since: datetime,
    until: datetime,
) -> Visitor:
    """The visitor, and what a text signed by us says of them where no cookie could.

    word: by whose word it was signed; it adds nothing once that sign-on is gone, shut or changed.
    """
    known = directory(_mark(request))
    how = known.how(word)
    if how is None:
        return visitor
    signed = Evidence(
        how, university_id, since, until, word.sign_on_id, word.revision, film_id=film_id
    )
    university = known.by_evidence(signed)
    if university is None:
        return visitor
    own = visitor.university if visitor.is_proven else university
    return Visitor(own, (*visitor.evidence, signed))


def address_seen(request: HttpRequest) -> str | None:
    """The visitor's address as `ip_ranges.sortable` writes it, or None if none can be believed."""
    return address_of(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted_hops=settings.TRUSTED_PROXIES,
    )


def university_at(request: HttpRequest, slug: str) -> University:
    """The university of that address, with its own words. Raises Http404 when there is none."""
    university = directory(_mark(request)).by_slug(slug)
    if university is None:
        raise Http404
    return university


def could_be_a_slug(text: str) -> bool:
    return 0 < len(text) <= 120 and text.isascii() and text.replace("-", "").isalnum()


def _evidence(request: HttpRequest, known: Directory, *, at: datetime) -> Iterator[Evidence]:
    """All that speaks for this visitor; whether it still counts is the directory's to say."""
    yield from evidence_of(request, at=at)
    yield from _by_address(known, address_seen(request), at=at)
    staff = getattr(request, "user", None)  # only a request of staff has one
    if staff is not None:
        yield from (Evidence(How.STAFF, pk, since=at) for pk in sorted(rights_of(staff).at))


def _by_address(known: Directory, address: str | None, *, at: datetime) -> Iterator[Evidence]:
    university = known.by_address(address) if address else None
    if university is not None:
        yield Evidence(How.ADDRESS, university.pk, since=at)


def _mark(request: HttpRequest) -> str | None:
    """The directory's present mark: from the page just read, or asked for once a request."""
    kept = getattr(request, "kept", None)
    if kept is None:
        kept = request.__dict__.get("marks") or store.read(language="")
        request.__dict__["marks"] = kept
    return kept[MARK].mark if MARK in kept else None
