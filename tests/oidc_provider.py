"""An OpenID provider that answers what a test tells it to, however wrong."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one"})
STRANGER = RSAKey.generate_key(2048, {"kid": "one"})


class Provider:
    """issuer: its address. description, tokens, keys: what it answers where."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.description: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/ask",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }
        self.keys: Any = {"keys": [KEY.as_dict(private=False)]}
        self.tokens: Any = {}
        self.asked: list[tuple[str, str]] = []

    def claims(self, nonce: str, /, **changes: Any) -> dict[str, Any]:
        """Good ones for the client `us`, with changes; a value of None leaves a claim out."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "us",
            "sub": "somebody",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            "affiliation": "member@uni.example",
        }
        return {name: value for name, value in (claims | changes).items() if value is not None}

    def answer(self, path: str) -> Any:
        answers = {
            "/.well-known/openid-configuration": self.description,
            "/keys": self.keys,
            "/token": self.tokens,
        }
        return answers.get(path)


def signed(claims: dict[str, Any], key: Any = KEY, **header: Any) -> str:
    algorithm = header.setdefault("alg", "RS256")
    return jwt.encode({"kid": "one", **header}, claims, key, algorithms=[algorithm])


@contextmanager
def running_provider() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            provider.asked.append((self.path, self.rfile.read(length).decode()))
            body = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_args: object) -> None:
            """Nothing: the test reads what was asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()
