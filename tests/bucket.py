"""A bucket that a server of ours can ask: moto plays S3, over HTTP, in this process."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import boto3
from django.conf import settings
from django.test.utils import override_settings
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from filmlib.media_settings import media_at
from tests.over_http import HOST

REGION = "eu-central-1"
_numbers = count(1)  # moto keeps what there was for as long as this process lives
KEYS = {"AWS_ACCESS_KEY_ID": "moto-asks", "AWS_SECRET_ACCESS_KEY": "no-questions"}


@contextmanager
def s3() -> Iterator[str]:
    """Yields the MEDIA_STORAGE_URL of an empty bucket, by which this process keeps media too."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
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
