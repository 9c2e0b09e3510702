"""A course system, played by an implementation that is not ours (lti1p3platform, of OpenLearning).

`served` opens one on loopback: its keys and its configuration are fetched over HTTP, for real.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc.jwk import RSAKey
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request

LIBRARY = "http://testserver"
CLIENT_ID, DEPLOYMENT_ID = "film-library", "7"
LECTURER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
STUDENT = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"


@cache
def rsa_key(number: int) -> RSAKey:
    """One of the keys that course systems here sign by; to make one takes a while."""
    return RSAKey.generate_key(2048, auto_kid=True)


class Lms:
    """One course system with a library registered in it.

    url: where it is. library: where we are. asked: the paths it was asked for. answers: what it
    says at each path, and `status` with which; `says` bends its configuration. tool: what the
    library said of itself in a dynamic registration.
    """

    def __init__(self, url: str, library: str = LIBRARY) -> None:
        self.url = self.issuer = url
        self.library = library
        self.key = rsa_key(1)
        self.status = 200
        self.asked: list[str] = []
        self.tool: dict[str, Any] = {}
        self.says: dict[str, Any] = {}
        self.registration = Registration()
        self.registration.set_iss(url).set_client_id(CLIENT_ID).set_deployment_id(DEPLOYMENT_ID)
        self.registration.set_oidc_login_url(f"{library}/lti/login/")
        self.registration.set_launch_url(f"{library}/lti/launch/")
        self.registration.set_deeplink_launch_url(f"{library}/lti/launch/")
        self.sign_by(self.key)

    def sign_by(self, key: RSAKey) -> None:
        self.key = key
        self.registration.set_platform_private_key(key.as_pem(private=True).decode())
        self.registration.set_platform_public_key(key.as_pem(private=False).decode())

    @property
    def answers(self) -> dict[str, Any]:
        """What it publishes, and what it answers to a library that registers itself."""
        return {
            "/jwks": {"keys": self.registration.get_jwks()},
            "/configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.url}/auth",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "registration_endpoint": f"{self.url}/registrations",
                PLATFORM: {"product_family_code": "moodle", "version": "5.1"},
            }
            | self.says,
            "/registrations": {"client_id": "given-by-lms", TOOL: {"deployment_id": "12"}},
        }

    def login_address(self, target: str = "") -> str:
        """The link in a course, as its page has it."""
        login = _Login(None, _Platform(self.registration))
        login.set_launch_url(target or f"{self.library}/lti/launch/")
        login.set_lti_message_hint()
        return str(login.initiate_login("user-1"))

    def message(self, asked: dict[str, Any], **changes: Any) -> "_Launch":
        """What it answers to the library's request: `target`, `custom`, `chooses`, `user`."""
        launch = _Launch(_Asked(asked), _Platform(self.registration))
        launch._registration = self.registration
        launch.set_launch_url(changes.get("target") or f"{self.library}/lti/launch/")
        launch.set_user_data(changes.get("user", "user-1"), [changes.get("role", STUDENT)])
        launch.set_resource_link_claim("link-1")
        if "custom" in changes:
            launch.set_custom_parameters_claim(changes["custom"])
        if "chooses" in changes:
            launch.set_dl(f"{self.url}/chosen", **changes["chooses"])
        return launch

    def chosen(self, answer: str) -> list[dict[str, Any]]:
        """What it finds in the library's answer, checked by keys that were fetched beforehand."""
        platform = _Platform(self.registration)
        platform.get_registration()
        return platform.validate_deeplinking_resp({"JWT": answer})


class _Platform(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs):
        pass

    def __init__(self, registration: Registration) -> None:
        super().__init__()
        self._registration = registration

    def get_registration_by_params(self, **kwargs):
        return self._registration


class _Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs):
        self._lti_message_hint = "message-1"

    def get_redirect(self, url):
        return url


class _Asked(Request):
    def build_metadata(self, request):
        return {"method": "GET", "get_data": request, "form_data": {}}


class _Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data, **kwargs):
        return launch_data


def asked_in(address: str) -> dict[str, str]:
    """What the library asks of the platform, in the address it sends the visitor to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def served(library: str = LIBRARY) -> Iterator[Lms]:
    """A course system that is there until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    server.lms = Lms(url, library)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.lms  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        lms = self.server.lms
        lms.asked.append(self.path)
        said = lms.answers.get(urlsplit(self.path).path)
        body = json.dumps(said).encode()
        self.send_response(lms.status if said else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.lms.tool = json.loads(sent) | {"bearer": self.headers["Authorization"]}
        self.do_GET()

    def log_message(self, *_said):
        pass
