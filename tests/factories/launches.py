"""Launch tokens as a portal writes them, with any part bent to order."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from typing import Any

from django.conf import settings

from streaming.models import LaunchKey
from tests.factories.streaming import make_university

HEADER = {"alg": "HS256", "typ": "JWT"}


def make_launch_key(**values: Any) -> LaunchKey:
    university = values.pop("university", None) or make_university()
    return LaunchKey.objects.create(university=university, **values)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def launch_claims(**changes: Any) -> dict[str, Any]:
    """Good ones, with changes; a value of None leaves a claim out."""
    now = int(time.time())
    claims = {
        "aud": settings.SITE_URL,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_hex(16),
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


def launch_token(
    key: str, *, header: Any = HEADER, digest: Any = hashlib.sha256, **changes: Any
) -> str:
    """Signed by our own hands and hmac alone, as a portal does it."""
    said = [json.dumps(part).encode() for part in (header, launch_claims(**changes))]
    body = ".".join(map(base64url, said))
    return f"{body}.{base64url(hmac.digest(key.encode(), body.encode(), digest))}"
