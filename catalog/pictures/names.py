"""Names of kept pictures: made of what is in the file, and impossible to guess.

A master is `<32 digits>.jpg` or `.png`; the 32 digits are its stem.
"""

import hashlib
import secrets
from pathlib import PurePath
from typing import Any

SUFFIXES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",  # kept before pictures had masters
    "png": "image/png",
}


def image_path(instance: Any, filename: str) -> str:
    """All pictures lie side by side, under names of our own (see `master_name`)."""
    return PurePath(filename).name


def master_name(content: bytes, suffix: str) -> str:
    """A name that no other content ever has.

    The key is thrown away, so that who holds the same picture cannot find out where it lies.
    """
    key = secrets.token_bytes(16)
    return f"{hashlib.blake2b(content, digest_size=16, key=key).hexdigest()}.{suffix}"


def rendition_name(master: str, ending: str) -> str:
    """The name of a rendition, from its master's name and its own ending."""
    return f"{master.rpartition('.')[0]}-{ending}"


def master_names(stem: str) -> list[str]:
    """The names that a master with this stem can have."""
    return [f"{stem}.{suffix}" for suffix in SUFFIXES]
