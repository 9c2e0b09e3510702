"""One-time codes for staff: an app's six digits, and codes on paper for when the app is gone."""

from base64 import b32encode
from time import time
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django_otp import login, match_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from streaming import audit
from streaming.models import AuditLine

NEW_KEY = "new_code_key"  # in the session, until a first code proves that the app holds it
NAME = "app"
ON_PAPER = "paper"
RECOVERY_CODES = 10


def has_codes(user: Any) -> bool:
    """Whether the account asks for a code. One query, asked once a request."""
    if not hasattr(user, "_has_codes"):
        user._has_codes = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return bool(user._has_codes)


def is_through(user: Any) -> bool:
    """Whether this session has shown the code that its account asks for, or need not."""
    return _is_verified(user) or not has_codes(user)


def must_enrol(user: Any) -> bool:
    """Whether the library demands codes of all and this account has none yet."""
    return settings.STAFF_CODES_REQUIRED and not _is_verified(user) and not has_codes(user)


def _is_verified(user: Any) -> bool:
    return getattr(user, "otp_device", None) is not None


def shown_by(user: Any, code: str) -> Any:
    """The device that a code is of, once; None for a wrong or a used one."""
    typed = "".join(code.split()).lower()
    return match_token(user, typed) if typed.isascii() and typed.isalnum() else None


def offered(request: HttpRequest) -> TOTPDevice:
    """A device with a key that is new, and stays the same until it is taken."""
    key = request.session.setdefault(NEW_KEY, default_key())
    return TOTPDevice(user=request.user, name=NAME, key=key)


def as_text(device: TOTPDevice) -> str:
    """The key as apps take it, in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def as_picture(device: TOTPDevice) -> str:
    """The key as a QR code: the address of a picture that holds itself."""
    picture: str = segno.make(device.config_url, error="m").png_data_uri(scale=5, border=4)
    return picture


@transaction.atomic
def enrol(request: HttpRequest, code: str) -> list[str] | None:
    """Take the offered device, if the code is its; the recovery codes, told this once."""
    device = offered(request)
    typed, clock = "".join(code.split()), TOTP(device.bin_key)
    clock.time = time()
    if not (typed.isascii() and typed.isdigit() and clock.verify(int(typed), device.tolerance)):
        return None  # the device's own check would save it before it is proven
    device.last_t = clock.t()
    forget(request.user)
    device.save()
    del request.session[NEW_KEY]
    login(request, device)
    _tell(request, request.user, "one-time codes on")
    return new_recovery_codes(request.user)


@transaction.atomic
def new_recovery_codes(user: Any) -> list[str]:
    """Ten codes that each let in once; earlier ones are void."""
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name=ON_PAPER)
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
    return codes


def codes_left(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(request: HttpRequest, user: User) -> None:
    """Ask an account for its password alone again."""
    forget(user)
    _tell(request, user, "one-time codes off")


def forget(user: Any) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
    user.__dict__.pop("_has_codes", None)


def _tell(request: HttpRequest, user: Any, why: str) -> None:
    audit.record(
        AuditLine.Act.CHANGE,
        who=request.user.get_username(),
        university=None,
        what=f"Account: {user}",
        why=why,
    )
