"""The way into a storage that is no folder of this machine."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from streaming.media import keeping


@pytest.fixture
def elsewhere(settings, tmp_path, monkeypatch):
    """Django's storage in memory, whose paths lead nowhere."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(keeping, "default_storage", InMemoryStorage())
    monkeypatch.setattr(keeping, "place_of", lambda _name: None)
    return keeping.default_storage


def test_a_package_goes_there_whole(elsewhere, tmp_path):
    with keeping.folder_for("abc") as folder:
        (folder / "main.m3u8").write_text("whole")
        (folder / "film.mp4").write_text("film")
        keeping.keep(folder, "packages/abc")

    assert sorted(elsewhere.listdir("packages/abc")[1]) == ["film.mp4", "main.m3u8"]
    assert elsewhere.open("packages/abc/main.m3u8").read() == b"whole"
    assert list((tmp_path / "work").iterdir()) == []


def test_a_file_from_there_is_at_hand_as_a_copy_that_goes_with_the_folder(elsewhere):
    elsewhere.save("sources/abc.mp4", ContentFile(b"film"))

    with keeping.folder_for("abc") as folder:
        copy = keeping.at_hand("sources/abc.mp4", folder)
        assert copy.read_bytes() == b"film"

    assert not copy.exists()
