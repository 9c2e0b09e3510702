"""Browsers that an account has signed in from: they have guesses of their own.

A cookie names the accounts, as digests, and the browser, by a number. It opens nothing; it lets
the owner of an account in while somebody elsewhere uses up the guesses that strangers share.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "library_device"
SALT = "filmlib.staff.devices"
KEPT_FOR = timedelta(days=180)
MOST_ACCOUNTS = 5  # that share a browser


def digest_of(username: str) -> str:
    """What stands for an account wherever its name, or what was typed for it, shall not."""
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:32]


def device_of(request: HttpRequest, username: str) -> str:
    """The number of a browser that this account has signed in from before; or nothing."""
    known = _read(request)
    return known["device"] if digest_of(username) in known["accounts"] else ""


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Know this browser by the account that has just signed in from it."""
    known, account = _read(request), digest_of(username)
    others = [other for other in known["accounts"] if other != account]
    kept = {"device": known["device"], "accounts": [account, *others][:MOST_ACCOUNTS]}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=KEPT_FOR,
        path="/admin/",
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR
        )
    except signing.BadSignature:
        kept = {"device": secrets.token_hex(8), "accounts": []}
    return kept
