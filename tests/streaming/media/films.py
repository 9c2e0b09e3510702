"""Small files for the tests, made by the system's ffmpeg itself: none of our code is asked."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from streaming.models import Media, Version


def film(
    path: Path, *, seconds: float = 2, size: str = "128x72", rate: str = "10", more: tuple = ()
) -> Path:
    """A moving picture with a quiet tone; more: of ffmpeg's options for the output."""
    return made(
        path,
        *("-f", "lavfi", "-i", f"testsrc=size={size}:rate={rate}:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=frequency=330:duration={seconds}"),
        *("-shortest", "-pix_fmt", "yuv420p", *more),
    )


def made(path: Path, *options: str) -> Path:
    program = shutil.which("ffmpeg")
    assert program, "the tests need ffmpeg"
    subprocess.run(
        [program, "-nostdin", "-y", "-v", "error", *options, str(path)], check=True, timeout=300
    )
    return path


def handed_over(media: Media, **options: Any) -> Version:
    """A version whose file, a second long, waits in the sources."""
    version = Version(media=media, typed_name="../ my film.mp4")
    version.source = f"sources/{version.folder}.mp4"
    version.save()
    default_storage.save(version.source, ContentFile(b""))
    film(Path(default_storage.path(version.source)), **{"seconds": 1} | options)
    return version


def whole(folder: Path) -> bool:
    """Whether all that a package's playlists name is there, and it ends as it should."""
    named = {"film.mp4"}
    for playlist in folder.glob("*.m3u8"):
        lines = playlist.read_text().splitlines()
        named |= {line for line in lines if line and not line.startswith("#")}
    return "main.m3u8" in {path.name for path in folder.iterdir()} and all(
        (folder / name).stat().st_size for name in named
    )
