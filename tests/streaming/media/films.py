"""Small files for the tests, made by the system's ffmpeg itself: none of our code is asked."""

import shutil
import subprocess
from pathlib import Path


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
