"""Web sites over https with names of their own, and a Chromium that knows where they are.

Their certificate is made by the test and vouched for by nobody; Chromium is told to take it.
"""

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, BrowserContext

from tests import chromium as programs
from tests.over_http import HOST

FILMS, OWN, FOREIGN = "films.test", "www.uni.test", "foreign.test"  # the library, and two others
WITHOUT_THIRD_PARTY_COOKIES = {
    "profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}
}
Answer = tuple[int, dict[str, str], str]
Pages = Callable[[str], Answer]  # of a path with its query


def make_certificate(folder: Path) -> Path:
    """A self-signed one with its key, for all the names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, FILMS)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(site) for site in (FILMS, OWN, FOREIGN)])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
    signed = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    file = folder / "sites.pem"
    file.write_bytes(signed + _pem(key))
    return file


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


@contextmanager
def over_https(port: int, certificate: Path, *, front: int = 0) -> Iterator[int]:
    """Give a site on this machine an https of its own. Yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Front(BaseRequestHandler):
        def handle(self) -> None:
            with (
                suppress(OSError),
                context.wrap_socket(self.request, server_side=True) as outside,
                socket.create_connection((HOST, port)) as inside,
            ):
                upward = Thread(target=_pump, args=(outside, inside))
                upward.start()
                _pump(inside, outside)
                upward.join()

    class Server(ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with _running(Server((HOST, front), Front)) as server:
        yield server.server_address[1]


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@contextmanager
def https_site(pages: Pages, certificate: Path) -> Iterator[int]:
    """A tiny web site. Yields its port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, html = pages(self.path)
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ExitStack() as stack:
        server = stack.enter_context(_running(ThreadingHTTPServer((HOST, 0), Page)))
        yield stack.enter_context(over_https(server.server_address[1], certificate))


@contextmanager
def _running(server: Any) -> Iterator[Any]:
    with server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def browser_of_a_student(chromium: Browser, folder: Path, address: str) -> Iterator[BrowserContext]:
    """A window of a Chromium that gives no cookie to the frames of other sites."""
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(json.dumps(WITHOUT_THIRD_PARTY_COOKIES))
    names = ", ".join(f"MAP {name} {HOST}" for name in (FILMS, OWN, FOREIGN))
    context = chromium.browser_type.launch_persistent_context(
        folder,
        executable_path=programs.program(),
        args=[*programs.FLAGS, f"--host-resolver-rules={names}"],
        ignore_https_errors=True,
        locale="en-GB",
        extra_http_headers={"X-Forwarded-For": address, "X-Forwarded-Proto": "https"},
    )
    yield context
    context.close()
