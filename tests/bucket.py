"""A bucket that a server of ours can ask: moto plays S3, over HTTP, in this process."""

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
from django.conf import settings
from django.test.utils import override_settings
from moto.moto_server import werkzeug_app
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from filmlib.media_settings import media_at
from tests.nginx import GUIDE
from tests.over_http import HOST

REGION = "eu-central-1"
_numbers = count(1)  # moto keeps what there was for as long as this process lives
KEYS = {"AWS_ACCESS_KEY_ID": "moto-asks", "AWS_SECRET_ACCESS_KEY": "no-questions"}


@contextmanager
def s3() -> Iterator[str]:
    """Yields the MEDIA_STORAGE_URL of an empty bucket, by which this process keeps media too.

    As with S3, pages of other origins read nothing of it unless the bucket says so.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    with patch.object(werkzeug_app, "DISABLE_GLOBAL_CORS", new=True):
        server.start()
    before = {name: os.environ.get(name) for name in KEYS}
    os.environ.update(KEYS)
    try:
        name = f"films-{next(_numbers)}"
        address = "http://{}:{}".format(*server.get_host_and_port())
        client = boto3.client("s3", endpoint_url=address, region_name=REGION)
        client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        url = f"s3://{name}/media?endpoint_url={address}&region={REGION}"
        with kept_at(url):
            yield url
    finally:
        server.stop()
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@contextmanager
def kept_at(url: str) -> Iterator[None]:
    """Have this process keep media where a MEDIA_STORAGE_URL says."""
    with override_settings(STORAGES=settings.STORAGES | {"default": media_at(url)[1]}):
        yield


def fill(url: str, folder: Path) -> None:
    """Put the files of a media folder into the bucket of a MEDIA_STORAGE_URL."""
    client, name, prefix = _bucket_at(url)
    for path in folder.rglob("*"):
        if path.is_file():
            key = f"{prefix}/{path.relative_to(folder)}"
            client.put_object(Bucket=name, Key=key, Body=path.read_bytes())


def let_pages_read(url: str, origin: str) -> None:
    """Allow in the bucket what the guide says to allow, for the pages of an origin."""
    [rules] = re.findall(r"```json\n(\[.*?\])\n```", GUIDE.read_text(), re.DOTALL)
    written = "https://films.uni.example"
    assert written in rules, f"The guide no longer says {written!r}."
    client, name, _prefix = _bucket_at(url)
    allowed = json.loads(rules.replace(written, origin))
    client.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": allowed})


def _bucket_at(url: str) -> tuple[Any, str, str]:
    options = media_at(url)[1]["OPTIONS"]
    client = boto3.client(
        "s3", endpoint_url=options["endpoint_url"], region_name=options["region_name"]
    )
    return client, options["bucket_name"], options["location"]
