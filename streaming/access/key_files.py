"""Files of secrets in DATA_DIR: whole or not there, and readable by their owner alone."""

import contextlib
import os
import tempfile
from pathlib import Path


def put(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file. Of several processes that make it at once, the first one's stays.

    replace: take the place of one that is there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent)  # for its owner alone, from its first byte
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    written = Path(name)
    try:
        if replace:
            written.replace(path)
        else:
            with contextlib.suppress(FileExistsError):
                os.link(written, path)
    finally:
        written.unlink(missing_ok=True)
