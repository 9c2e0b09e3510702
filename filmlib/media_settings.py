"""Where media lie and who sends their bytes, read from the two settings that say so."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

DELIVERIES = ("app", "nginx", "signed-url")
OPTIONS = {"endpoint_url": "endpoint_url", "region": "region_name"}  # of S3, as django-storages has
ADDRESS = re.compile(r"https?://[\w.:\[\]-]+/?", re.ASCII)
FOLDER = "streaming.playback.folder.MediaFolder"
BUCKET = "streaming.playback.bucket.MediaBucket"


def media_at(url: str) -> tuple[Path | None, dict[str, Any]]:
    """The folder that a MEDIA_STORAGE_URL names, if it names one, and what `STORAGES` says of it.

    `file:///FOLDER` is the folder `media` in it; `s3://BUCKET/PREFIX?endpoint_url=…&region=…`.
    Raises ValueError with a line for the operator.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme == "s3":
        return None, {"BACKEND": BUCKET, "OPTIONS": _bucket(parts.netloc, parts.path, parts.query)}
    folder = Path(unquote(parts.path))
    if parts.scheme != "file" or parts.netloc or parts.query or not folder.is_absolute():
        raise ValueError(
            "MEDIA_STORAGE_URL is neither file:///a/folder nor s3://bucket/prefix: set one of them"
        )
    return folder / "media", {"BACKEND": FOLDER}


def _bucket(name: str, prefix: str, query: str) -> dict[str, Any]:
    given = dict(parse_qsl(query, keep_blank_values=True))
    if not name or set(given) - set(OPTIONS) or "" in given.values():
        raise ValueError(
            "MEDIA_STORAGE_URL names no bucket, or more than endpoint_url and region:"
            " set s3://bucket/prefix?endpoint_url=https://…&region=…"
        )
    if not ADDRESS.fullmatch(given.get("endpoint_url", "https://s3.example")):
        raise ValueError("MEDIA_STORAGE_URL has an endpoint_url that is no https:// address")
    options = {OPTIONS[option]: value for option, value in given.items()}
    return {"bucket_name": name, "location": prefix.strip("/"), **options}


def faults(url: str, delivery: str) -> list[str]:
    """One line for each thing that would keep films from being sent, with its cure."""
    try:
        backend = media_at(url)[1]["BACKEND"]
    except ValueError as error:
        return [str(error)]
    if delivery not in DELIVERIES:
        return [f"MEDIA_DELIVERY is none of {', '.join(DELIVERIES)}: set one of them"]
    if backend == BUCKET and find_spec("storages") is None:
        return [
            "MEDIA_STORAGE_URL names S3, for which a package is missing:"
            " pip install --require-hashes -r requirements/s3.txt"
        ]
    if delivery == "nginx" and backend == BUCKET:
        return ["MEDIA_DELIVERY=nginx sends files of a folder: set signed-url or app for S3"]
    if delivery == "signed-url" and backend == FOLDER:
        return ["MEDIA_DELIVERY=signed-url needs S3: set MEDIA_STORAGE_URL=s3://…, or app or nginx"]
    return []
