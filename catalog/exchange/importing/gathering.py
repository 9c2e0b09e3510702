"""A file's records brought together: checked, and two of one film made one where that is sure."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from catalog.authority.matching import match_key
from catalog.exchange.importing.facts import Said, checked, in_text, one_line
from catalog.exchange.importing.spool import Entry, Note, Spool
from catalog.exchange.incoming import Incoming, NotAFilm, Rejected
from catalog.models import FilmIdentifier, ImportLine

OWN = "~"  # begins a key that is not the source's
LONGEST_KEY = 200
KINDS = ImportLine.Kind
LISTS = frozenset({
    "other_titles", "countries", "languages", "subjects", "credits", "distributors",
    "identifiers", "festivals", "reviews", "collections",
})  # fmt: skip
SHARED_SCHEMES = [scheme for scheme in FilmIdentifier.Scheme if scheme != "local"]

Read = Incoming | Rejected | NotAFilm


def gather(records: Iterable[Read], spool: Spool) -> Iterable[int]:
    """Put every record into the spool, or a note of why not. Yields the number read so far."""
    for number, record in enumerate(records, start=1):
        if isinstance(record, Incoming):
            _gather(record, number, spool)
        else:
            kind = KINDS.REJECTED if isinstance(record, Rejected) else KINDS.SKIPPED
            title, reason = one_line(record.title)[:500], one_line(str(record.reason))
            spool.note(Note(kind, record.place, title, reason))
        yield number


def _gather(record: Incoming, number: int, spool: Spool) -> None:
    found = checked(record.facts, record.unread)
    title = in_text(found.said.get("title", record.facts.get("title", "")))[:500]
    key = one_line(record.key) or key_of(found.said)
    refusal = found.refusal
    if len(key) > LONGEST_KEY:
        refusal = _("Its number has more than %(most)s letters.") % {"most": LONGEST_KEY}
    elif not key:
        refusal = refusal or _("It has no title.")
    if refusal:
        spool.note(Note(KINDS.REJECTED, record.place, title, refusal))
        return
    unread = [list(pair) for pair in found.unread]
    entry = Entry(number, key, record.place, title, found.said, unread)
    earlier = spool.of_key(key)
    if earlier is None:
        spool.add(entry)
    else:
        _gather_again(entry, earlier, spool)


def _gather_again(entry: Entry, earlier: Entry, spool: Spool) -> None:
    """A second record with the key of an earlier one."""
    if entry.digest == earlier.digest:
        words = _("The same as record %(place)s.") % {"place": earlier.place}
        spool.note(Note(KINDS.SKIPPED, entry.place, entry.title, words))
        return
    joined = _joined(earlier, entry) if is_sure(entry) else None
    if joined is not None:
        spool.add(joined)
        words = _("The same film as record %(place)s; what this one adds is added there.")
        values = {"place": earlier.place}
        spool.note(Note(KINDS.SKIPPED, entry.place, entry.title, words % values))
        return
    if entry.key.startswith(OWN):
        words = _("Record %(place)s has this title too, and nothing says whether it is one film.")
    else:
        words = _("Record %(place)s has the number %(key)s too, and says something else.")
    refusal = words % {"place": earlier.place, "key": entry.key}
    spool.note(Note(KINDS.REJECTED, entry.place, entry.title, refusal))


def is_sure(entry: Entry) -> bool:
    """Two records with such a key are of one film: it holds more than a title."""
    said = entry.said
    if not entry.key.startswith(OWN):
        return False
    return bool(_numbers(said) or (said.get("year") or [None])[0] or directors(said))


def _joined(first: Entry, second: Entry) -> Entry | None:
    """The first with what the second adds; None where they contradict each other."""
    said: Said = dict(first.said)
    for fact, value in second.said.items():
        if fact in LISTS:
            had = said.get(fact, [])
            said[fact] = [*had, *(piece for piece in value if piece not in had)]
        elif said.get(fact) not in (None, "", value) and value not in (None, ""):
            return None
        else:
            said[fact] = said.get(fact) or value
    again = checked(said)  # a person may stand in both
    unread = [*first.unread, *(pair for pair in second.unread if pair not in first.unread)]
    unread += [list(pair) for pair in again.unread if list(pair) not in unread]
    return Entry(first.number, first.key, first.place, first.title, again.said, unread)


def key_of(said: Said) -> str:
    """A key for a record whose source has no numbers: what tells its film apart.

    Our own identifier, else a number that others use too, else title, year and directors.
    """
    numbers = _numbers(said)
    if numbers:
        return f"{OWN}{numbers[0]}"
    title = match_key(in_text(said.get("title", "")))
    if not title:
        return ""
    year = (said.get("year") or [None])[0]
    whole = "|".join([title, str(year or ""), *sorted(directors(said))])
    return f"{OWN}{blake2b(whole.encode(), digest_size=16).hexdigest()}"


def directors(said: Said) -> set[str]:
    """The keys of the directors' names."""
    return {match_key(credit[0]) for credit in said.get("credits", []) if credit[1] == "director"}


def _numbers(said: Said) -> list[str]:
    own = [f"{fact}:{said[fact]}" for fact in ("identifier", "slug") if said.get(fact)]
    pairs: list[Any] = sorted(said.get("identifiers", []))
    return own + [f"{scheme}:{value}" for scheme, value in pairs if scheme in SHARED_SCHEMES]
