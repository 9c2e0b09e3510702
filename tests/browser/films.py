"""A film of nothing in particular, packaged as every film is, for a demo's server."""

import subprocess
from pathlib import Path

from streaming.media.program import ffmpeg
from tests.demo_server import DemoServer

SECONDS = 60
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1\nSTART={start}\nEND={end}\ntitle={title}\n"
    for start, end, title in [(0, 20, "Invented beginning"), (20, SECONDS, "Invented end")]
)
PACKAGE = """
import shutil
from pathlib import Path

from django.core.files.storage import default_storage

from streaming.media.packaging import package
from streaming.models import Media, Version

version = Version(media=Media.objects.get(film__slug={slug!r}))
version.source = f"{{Version.SOURCES}}/{{version.folder}}.mkv"
place = Path(default_storage.path(version.source))
place.parent.mkdir(parents=True, exist_ok=True)
shutil.copy({source!r}, place)
version.size = place.stat().st_size
version.save()
package(str(version.pk), lambda done, of: None)
"""


def package_film(server: DemoServer, slug: str) -> None:
    """Two steps, two sounds, two chapters, preview pictures."""
    source = server.folder / "film.mkv"
    _draw(source)
    code = PACKAGE.format(slug=slug, source=str(source))
    server.manage("shell", "-v", "0", "-c", code)


def _draw(target: Path) -> None:
    chapters = target.with_suffix(".txt")
    chapters.write_text(CHAPTERS)
    length = ["-t", str(SECONDS)]
    command = [ffmpeg(), "-nostdin", "-y", "-loglevel", "error"]
    command += ["-f", "lavfi", *length, "-i", "testsrc=s=960x540:r=10"]
    for tone in (330, 550):
        command += ["-f", "lavfi", *length, "-i", f"sine=f={tone}"]
    command += ["-i", str(chapters), "-map", "0", "-map", "1", "-map", "2", "-map_metadata", "3"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-b:a", "64k"]
    command += ["-metadata:s:a:0", "title=English", "-metadata:s:a:0", "language=eng"]
    command += ["-metadata:s:a:1", "title=Audio description", "-metadata:s:a:1", "language=eng"]
    subprocess.run([*command, str(target)], check=True, timeout=300)
