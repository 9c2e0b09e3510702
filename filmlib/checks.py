"""What no command may run with: Django asks before most of them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from filmlib.media_settings import faults


@register
def media_settings(**_asked: Any) -> list[CheckMessage]:
    found = faults(settings.MEDIA_STORAGE_URL, settings.MEDIA_DELIVERY)
    return [Error(fault, id="filmlib.E001") for fault in found]
