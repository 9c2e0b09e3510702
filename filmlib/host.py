"""A request says which host it is for: RFC 9112, 3.2, asks a server to refuse one that does not.

gunicorn lets it pass, and Django then takes the server's own name for the host.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
WORDS = b"400 Bad Request: the request names no host.\n"


def host_required(application: Application) -> Application:
    """The application, asked only what names its host."""

    def checked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_HOST"):
            return application(environ, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(WORDS))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("400 Bad Request", headers)
        return [WORDS]

    return checked
