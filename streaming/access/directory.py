"""Universities by address, name and evidence, kept in the process while nothing changes.

Its mark is renewed by the database in the transaction of any change to a range, a university or
its wording, and arrives with the page that is read anyway: so a visitor from nowhere costs no
query, and a range taken away is gone at the next request, on every worker.
"""

from bisect import bisect_right

from django.db.models import F, Q

from streaming.access.evidence import Evidence, How, Word
from streaming.models import AddressRange, SignOn, University

MARK = "universities"  # its name in the law


class Directory:
    """All ranges, in order, and those universities that somebody has come from."""

    def __init__(self, mark: str | None) -> None:
        self.mark = mark
        ranges = AddressRange.objects.order_by("first")
        rows = list(ranges.values_list("first", "last", "university_id"))
        self._firsts = [first for first, _last, _university in rows]
        self._ends = [(last, university) for _first, last, university in rows]
        self._universities: dict[int | str, University] = {}
        self._sign_ons: dict[int, tuple[int, int, str]] = {}

    def by_address(self, address: str) -> University | None:
        """The university that owns an address, written as `ip_ranges.sortable` writes it."""
        place = bisect_right(self._firsts, address) - 1
        if place < 0 or address > self._ends[place][0]:
            return None
        return self._get(self._ends[place][1])

    def by_slug(self, slug: str) -> University | None:
        return self._get(slug)

    def by_evidence(self, evidence: Evidence) -> University | None:
        """The university it proves; None once who vouched is gone, shut, or has a new rule."""
        if evidence.sign_on_id is not None:
            vouched = evidence.university_id, evidence.revision, evidence.how.value
            if self._sign_on(evidence.sign_on_id) != vouched:
                return None
        return self._get(evidence.university_id)

    def how(self, word: Word) -> How | None:
        """What kind of sign-on gave its word; None once it is gone or shut."""
        found = self._sign_on(word.sign_on_id)
        return How(found[2]) if found else None

    def _sign_on(self, pk: int) -> tuple[int, int, str] | None:
        """University, revision and kind of a sign-on that is in use."""
        if pk not in self._sign_ons:
            rows = SignOn.objects.filter(pk=pk, is_active=True)
            found = rows.values_list("university_id", "revision", "kind").first()
            if found is None:
                return None  # not remembered: it may be made at any moment
            self._sign_ons[pk] = found
        return self._sign_ons[pk]

    def _get(self, key: int | str) -> University | None:
        if key not in self._universities:
            wanted = Q(pk=key) if isinstance(key, int) else Q(slug=key)
            university = _with_own_words(wanted)
            if university is None:
                return None  # not remembered: anybody may ask for any name
            self._universities[university.pk] = self._universities[university.slug] = university
        return self._universities[key]


def _with_own_words(wanted: Q) -> University | None:
    """The university with its own wording, which every answer may need. One query."""
    words = {name: F(f"wordings__{name}") for name in ("message", "language", "text")}
    rows = list(University.objects.filter(wanted).annotate(**words))  # one row a wording
    if not rows:
        return None
    own: dict[str, dict[str, str]] = {}
    for said in (vars(row) for row in rows):
        if said["message"]:
            own.setdefault(said["message"], {})[said["language"]] = said["text"]
    rows[0].own_words = own
    return rows[0]


_directory: Directory | None = None


def directory(mark: str | None) -> Directory:
    """The directory that holds under `mark`; None is for a database that has no marks yet."""
    global _directory
    current = _directory
    if current is None or mark is None or current.mark != mark:
        current = _directory = Directory(mark)
    return current
