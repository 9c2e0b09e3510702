"""A librarian who hands in films, as a client of tus."""

from base64 import b64encode
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalog import make_film
from tests.factories.streaming import make_staff

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


class Sender:
    """What a client of tus says, header by header."""

    def __init__(self, user) -> None:
        self.client = Client()
        self.client.force_login(user)

    def begin(self, film, *, size: object = 10, name: str = "film.mp4", **headers: str):
        said = f"film {_text(str(film.pk))},filename {_text(name)}"
        given = {"Upload-Length": str(size), "Upload-Metadata": said}
        return self.client.post("/uploads/", headers=TUS | given | headers)

    def begun(self, film, **values) -> str:
        """The address of a new upload."""
        return self.begin(film, **values)["Location"]

    def send(self, address: str, piece: bytes, *, offset: object = 0, **headers: str):
        given = TUS | {"Upload-Offset": str(offset)} | headers
        body: Any = {
            "CONTENT_TYPE": PIECE,
            "CONTENT_LENGTH": str(len(piece)),
        }  # if empty, too
        return self.client.generic("PATCH", address, piece, PIECE, headers=given, **body)

    def head(self, address: str):
        return self.client.head(address, headers=TUS)

    def offset(self, address: str) -> int:
        return int(self.head(address)["Upload-Offset"])

    def give_up(self, address: str):
        return self.client.delete(address, headers=TUS)


def _text(words: str) -> str:
    return b64encode(words.encode()).decode()


@pytest.fixture
def film(db):
    return make_film()


@pytest.fixture
def librarian(db):
    return make_staff("catalogue")


@pytest.fixture
def sender(librarian):
    return Sender(librarian)


@pytest.fixture
def make_sender():
    return Sender


@pytest.fixture(autouse=True)
def uploads_of_its_own(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
