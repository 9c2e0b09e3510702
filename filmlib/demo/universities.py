"""The demo's universities, their licences in every state, and what its films are played from."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from catalog.models import Film
from filmlib.demo.clip import SECONDS, clip_name, words_name
from filmlib.demo.fixtures import instant
from streaming.models import (
    AddressRange,
    Captions,
    EmbeddingOrigin,
    Licence,
    MailDomain,
    Media,
    University,
)


def add_universities(rows: Iterable[dict[str, Any]]) -> int:
    return sum(_add_university(row) for row in rows)


def add_licences(rows: Iterable[dict[str, Any]], films: dict[str, Film]) -> int:
    """Licences with days counted from today, each once: its order number tells it again."""
    known = set(Licence.objects.values_list("order_number", flat=True))
    universities = {university.slug: university for university in University.objects.all()}
    added = 0
    for number, row in enumerate(rows, start=1):
        order_number = f"demo-{number:03}"
        if order_number not in known:
            _add_licence(row, films[row["film"]], universities[row["university"]], order_number)
            added += 1
    return added


def add_media(rows: Iterable[dict[str, Any]], films: dict[str, Film], *, has_clip: bool) -> int:
    """A film's media, each with the one clip there is; without it they wait for their file."""
    added = 0
    for row in rows:
        film = films[row["film"]]
        media = Media.objects.filter(film=film).first()
        if media is None:
            _add_media(row, film, has_clip=has_clip)
            added += 1
        elif has_clip and not media.is_ready:
            media.file, media.duration_seconds = clip_name(), SECONDS
            media.save()
            added += 1
    return added


def _add_university(row: dict[str, Any]) -> bool:
    fields = {field: row[field] for field in ("name", "country", "timezone", "site")}
    university, is_new = University.objects.get_or_create(
        slug=row["slug"], defaults=fields | {"library_contact": row["library_contact"]}
    )
    if is_new:
        for domain in row["mail_domains"]:
            MailDomain.objects.create(university=university, domain=domain)
        for origin in row["origins"]:
            EmbeddingOrigin.objects.create(university=university, origin=origin)
        for network in row["ranges"]:
            AddressRange.objects.create(university=university, network=network)
    return is_new


def _add_licence(
    row: dict[str, Any], film: Film, university: University, order_number: str
) -> None:
    now = timezone.now()
    today = university.day_at(now)
    ends, revoked = row["ends"], row.get("revoked")
    Licence.objects.create(
        film=film,
        university=university,
        starts_on=today + timedelta(days=row["starts"]),
        ends_on=None if ends is None else today + timedelta(days=ends),
        seats=row["seats"],
        kind=row["kind"],
        note=row.get("note", ""),
        order_number=order_number,
        revoked_at=None if revoked is None else now + timedelta(days=revoked),
    )


def _add_media(row: dict[str, Any], film: Film, *, has_clip: bool) -> None:
    until = row.get("rights_until")
    media = Media.objects.create(
        film=film,
        file=clip_name() if has_clip else "",
        duration_seconds=SECONDS if has_clip else None,
        rights_until=None if until is None else timezone.localdate() + timedelta(days=until),
        territories=row.get("territories", []),
        withdrawn_at=instant(row.get("withdrawn")),
    )
    for language in row.get("captions", []):
        Captions.objects.create(
            media=media,
            language=language,
            file=words_name(language),
            made_by=Captions.Maker.HUMAN,
        )
