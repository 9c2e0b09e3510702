"""A university as a deployment script registers it: what is named is set, nothing else changes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from streaming.access.ip_ranges import canonical_network
from streaming.models import AddressRange, EmbeddingOrigin, University
from streaming.models.university import MOST_ORIGINS
from streaming.playback.embedding import canonical_origin


@transaction.atomic
def register(
    slug: str,
    fields: dict[str, str],
    *,
    networks: Iterable[str] = (),
    origins: Iterable[str] = (),
) -> list[str]:
    """Make the university, or change the fields given; add ranges and origins that are missing.

    Returns what changed, in words. Raises ValidationError or ValueError, with words.
    """
    university = University.objects.select_for_update().filter(slug=slug).first()
    is_new = university is None
    university = university or University(slug=slug)
    changed = [name for name, value in fields.items() if getattr(university, name) != value]
    if is_new or changed:
        for name in changed:
            setattr(university, name, fields[name])
        university.full_clean()
        university.save()
    changes = [_("made")] if is_new else [_label(name) for name in changed]
    changes += _add_networks(university, networks)
    return changes + _add_origins(university, origins)


def _label(name: str) -> str:
    field = University._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _add_networks(university: University, networks: Iterable[str]) -> list[str]:
    known = set(university.ranges.values_list("network", flat=True))
    added = []
    for network in dict.fromkeys(canonical_network(text) for text in networks):
        if network not in known:
            row = AddressRange(university=university, network=network)
            _refuse_overlap(row)
            _add(row)
            added.append(network)
    return added


def _add_origins(university: University, origins: Iterable[str]) -> list[str]:
    known = set(university.origins.values_list("origin", flat=True))
    added = []
    for origin in dict.fromkeys(canonical_origin(text) for text in origins):
        if origin not in known:
            _add(EmbeddingOrigin(university=university, origin=origin))
            added.append(origin)
    if added and len(known) + len(added) > MOST_ORIGINS:
        raise ValueError(_("A university has at most %(most)s origins.") % {"most": MOST_ORIGINS})
    return added


def _refuse_overlap(row: AddressRange) -> None:
    """Whoever works at the server is told whose the other network is."""
    other = row.overlapped()
    if other is not None:
        words = _("%(network)s overlaps %(other)s of %(university)s.")
        named = {"network": row.network, "other": other.network, "university": other.university}
        raise ValueError(words % named)


def _add(row: AddressRange | EmbeddingOrigin) -> None:
    row.full_clean(exclude=["first"])  # two ranges that begin alike overlap, which is said better
    row.save()
