"""Media in a bucket of an S3 store; nothing in it is public."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from streaming.models import Version
from streaming.playback.byte_ranges import State
from streaming.playback.stored import StorageAway, Stored

CHUNK_SIZE = 256 * 1024  # bytes
OURS = {Version.PACKAGES, Version.SOURCES}  # folders in which every name is one that we made up
# Somebody waits before a player: five seconds in all, and not a second try.
TO_CONNECT, TO_READ = 2, 3


class MediaBucket(S3Storage):
    """The bucket, whose files can leave in parts, or by an address that is good for a while."""

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "signature_version": "s3v4",
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        }

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Work that is begun anew writes its files again, where anything typed gets a new name."""
        if PurePosixPath(name).parts[0] in OURS:
            return name
        return super().get_available_name(name, max_length)

    def opened(self, name: str) -> "BucketFile":
        """Raises FileNotFoundError, and StorageAway."""
        key = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        with _in_our_words(name):
            return BucketFile(self._quick, key, _state_of(self._quick.head_object(**key)))

    def signed_address(self, file: Stored, *, seconds: int) -> str:
        """Made here, without asking the store. Raises StorageAway where there is no key."""
        said = {
            "ResponseContentType": file.content_type,
            "ResponseCacheControl": "private, no-store",
            **({"ResponseContentDisposition": file.disposition} if file.download_as else {}),
        }
        return self._signed(file.name, said, seconds)

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self._signed("any", {}, 1))
        return f"{parts.scheme}://{parts.netloc}"

    def _signed(self, name: str, said: dict[str, str], seconds: int) -> str:
        asked = {"Bucket": self.bucket_name, "Key": self._normalize_name(name), **said}
        with _in_our_words(name):
            return str(
                self._quick.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)
            )

    @cached_property
    def _quick(self) -> Any:
        """A client for those who wait; threads may share it. The other one is for long uploads."""
        impatient = Config(
            connect_timeout=TO_CONNECT, read_timeout=TO_READ, retries={"total_max_attempts": 1}
        )
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config.merge(impatient),
        )


class BucketFile:
    """A file of the bucket; each part is a request of its own, for exactly this version of it."""

    def __init__(self, client: Any, key: dict[str, str], state: State) -> None:
        self._client, self._key, self.state = client, key, state
        self._body: Any = None

    def read(self, part: range) -> Iterator[bytes]:
        if not part:
            return
        with _in_our_words(self._key["Key"]):
            answer = self._client.get_object(
                **self._key,
                Range=f"bytes={part.start}-{part.stop - 1}",
                IfMatch=self.state.etag,
            )
            self._body, left = answer["Body"], len(part)
            for chunk in self._body.iter_chunks(CHUNK_SIZE):
                left -= len(chunk)
                yield chunk
        if left:
            raise EOFError(f"{left} bytes short of the promised length")

    def close(self) -> None:
        if self._body is not None:
            self._body.close()


@contextmanager
def _in_our_words(name: str) -> Iterator[None]:
    """What the store says no with, as who asks for a file understands it."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from error
        raise StorageAway(error.response["Error"].get("Code", "")) from error
    except BotoCoreError as error:
        raise StorageAway(type(error).__name__) from error


def _state_of(head: dict[str, Any]) -> State:
    return State(
        size=head["ContentLength"],
        etag=head["ETag"],
        modified=int(head["LastModified"].timestamp()),
    )
