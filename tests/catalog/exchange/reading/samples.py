"""Files of others, to be read."""

from pathlib import Path

FOLDER = Path(__file__).parents[3] / "samples" / "reading"


def sample(name):
    """A sample, opened for bytes."""
    return (FOLDER / name).open("rb")
