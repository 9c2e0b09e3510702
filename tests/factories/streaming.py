"""Universities, licences and media, made to order: valid unasked, any field may be given."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils import timezone

from catalog.models import Film
from streaming import changes
from streaming.access.evidence import Word
from streaming.media.package import Package
from streaming.models import (
    AddressRange,
    Captions,
    Licence,
    LtiRegistration,
    Media,
    Membership,
    SignOn,
    University,
    Version,
)
from streaming.playback.audience import audience_of
from streaming.playback.signing import Playback, token_for
from tests.factories.catalog import make_film

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)
P = ParamSpec("P")
R = TypeVar("R")


def untold(make: Callable[P, R]) -> Callable[P, R]:
    """What a test finds already there is nobody's act: the audit trail tells nothing of it."""

    @wraps(make)
    def quietly(*args: P.args, **kwargs: P.kwargs) -> R:
        listened = changes.unlisten()
        try:
            return make(*args, **kwargs)
        finally:
            if listened:
                changes.listen()

    return quietly


@untold
def make_university(**values: Any) -> University:
    number = next(_numbers)
    defaults = {
        "name": f"University {number}",
        "slug": f"university-{number}",
        "country": "DE",
        "timezone": "Europe/Berlin",
    }
    return University.objects.create(**defaults | values)


@untold
def make_range(network: str, **values: Any) -> AddressRange:
    return AddressRange.objects.create(
        university=values.pop("university", None) or make_university(), network=network, **values
    )


@untold
def make_licence(**values: Any) -> Licence:
    """A licence in perpetuity, long begun."""
    return Licence.objects.create(
        film=values.pop("film", None) or make_film(),
        university=values.pop("university", None) or make_university(),
        **{"starts_on": LONG_AGO} | values,
    )


@untold
def make_media(**values: Any) -> Media:
    """Media with a file that is there, though nothing could play it."""
    return Media.objects.create(
        film=values.pop("film", None) or make_film(),
        file=values.pop("file", None) or ContentFile(b"no film", name="film.mp4"),
        **values,
    )


PACKAGE = {
    Package.MAIN: b"#EXTM3U8\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\n540p.m3u8\n",
    "540p.m3u8": b"#EXTM3U8\n#EXTINF:6,\n540p_00001.m4s\n#EXT-X-ENDLIST\n",
    "540p_00001.m4s": bytes(range(256)) * 40,
    Package.MP4: bytes(range(256)) * 44,
    Package.SPRITES: b"WEBVTT\n\n00:00.000 --> 00:10.000\nsprites-1.jpg#xywh=0,0,160,90\n",
    "sprites-1.jpg": bytes(range(256)) * 4,
}


@untold
def make_version(
    *, files: dict[str, bytes] | None = None, is_live: bool = True, **values: Any
) -> Version:
    """A version whose package is there, though nothing in it could be played.

    files: of the package, by their names. is_live: whether it is what the film is watched from.
    """
    state = values.get("state", Version.State.READY)
    version = Version.objects.create(
        media=values.pop("media", None) or make_media(),
        **{"state": state, "ready_at": timezone.now() if state == Version.State.READY else None}
        | {"made": Package(heights=(540,), seconds=6.0).as_json()}
        | values,
    )
    for name, content in (PACKAGE if files is None else files).items():
        default_storage.save(version.stored(name), ContentFile(content))
    if is_live:
        version.media.version, version.media.file = version, version.stored(Package.MP4)
        version.media.save()
    return version


@untold
def make_captions(**values: Any) -> Captions:
    return Captions.objects.create(
        media=values.pop("media", None) or make_media(),
        file=values.pop("file", None) or ContentFile(b"WEBVTT\n", name="captions.vtt"),
        **{"language": "en"} | values,
    )


@untold
def make_staff(role: str | None = None, university: University | None = None) -> User:
    """A staff account with a role, or with none; `superuser` for Django's own."""
    number = next(_numbers)
    user = get_user_model().objects.create_user(
        f"staff-{number}", is_staff=True, is_superuser=role == "superuser"
    )
    if role not in (None, "superuser"):
        Membership.objects.create(user=user, role=role, university=university)
    return user


@untold
def make_sign_on(**values: Any) -> SignOn:
    """A portal whose word a university takes; it has no way in of its own."""
    return SignOn.objects.create(
        university=values.pop("university", None) or make_university(),
        **{"kind": SignOn.Kind.LAUNCH} | values,
    )


def make_token(
    film: Film,
    university: University,
    *,
    expires_at: datetime | None = None,
    word: Word | None = None,
    **meta: Any,
) -> str:
    """What a page gives the player of whoever asks with these WSGI variables; an hour long."""
    expires_at = expires_at or timezone.now() + timedelta(hours=1)
    audience = audience_of(RequestFactory().get("/", **meta))
    return token_for(
        Playback(film.pk, university.pk, expires_at.replace(microsecond=0), audience, word)
    )


def make_course_system(**values: Any) -> LtiRegistration:
    """A course system by LTI whose word a university takes."""
    number = next(_numbers)
    defaults = {
        "issuer": f"https://lms-{number}.example",
        "client_id": f"client-{number}",
        "auth_login_url": f"https://lms-{number}.example/auth",
        "jwks_url": f"https://lms-{number}.example/jwks",
        "deployment_ids": ["7"],
    }
    return LtiRegistration.objects.create(
        university=values.pop("university", None) or make_university(), **defaults | values
    )
