"""Where the numbers of work wait: QUEUE_URL, judged before a server or a worker starts.

Here, and not in `catalog.jobs`, since a server asks before the models are there.
"""

from importlib.util import find_spec
from urllib.parse import urlsplit

POSTGRESQL = {"postgresql", "postgres"}
REDIS = {"redis", "rediss"}
KINDS = "postgresql://user:password@host/name or redis://host:6379/0"


def reason_to_refuse(url: str) -> str:
    """One line that names the setting and its cure, without the address; empty where it is fit."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.scheme and (parts.hostname or parts.query) and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in POSTGRESQL | REDIS:
        return f"QUEUE_URL is no queue's address: leave it empty, or set it as in {KINDS}"
    if parts.scheme in REDIS and find_spec("redis") is None:
        return "QUEUE_URL names Redis: install requirements/redis.txt, or leave it empty"
    return ""
