"""What a server must never run with, each with its cure in one line."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from catalog import queue_url
from filmlib.media_settings import faults

SHORTEST_KEY = 50
MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def reasons_to_refuse() -> list[str]:
    """One line for each setting that is not fit for serving, naming it and its cure."""
    reasons = []
    key = _secret_key()
    if not key:
        reasons.append(f"SECRET_KEY is missing: set it to the output of {MAKE_A_KEY}")
    elif len(key) < SHORTEST_KEY:
        reasons.append(
            f"SECRET_KEY is shorter than {SHORTEST_KEY} characters:"
            f" set it to the output of {MAKE_A_KEY}"
        )
    elif key.startswith("django-insecure-") or len(set(key)) < 10:
        reasons.append(f"SECRET_KEY is a default: set it to the output of {MAKE_A_KEY}")
    if settings.DEBUG:
        reasons.append("DEBUG is on: unset it, or set DEBUG=off")
    if "*" in settings.ALLOWED_HOSTS:
        reasons.append("ALLOWED_HOSTS has *: name each host, as in ALLOWED_HOSTS=films.uni.example")
    reasons += faults(settings.MEDIA_STORAGE_URL, settings.MEDIA_DELIVERY)
    if reason := queue_url.reason_to_refuse(settings.QUEUE_URL):
        reasons.append(reason)
    return reasons


def _secret_key() -> str:
    """The key, or nothing: Django itself refuses to hand out an empty one."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""
