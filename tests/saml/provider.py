"""An identity provider played by pysaml2's own `Server`: it answers a real request for real."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_TRANSIENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
MEMBER = {"eduPersonScopedAffiliation": ["member@uni.example"]}


def make_key(folder: Path, name: str) -> Path:
    """A private key with its certificate, in one file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3653))
        .not_valid_after(now + timedelta(days=3653))
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass(frozen=True)
class Provider:
    """One identity provider. key: the file that it signs with."""

    key: Path
    entity_id: str = "https://idp.uni.example/saml"
    scope: str = "uni.example"

    @property
    def metadata(self) -> str:
        """Its own metadata, for the library."""
        config = IdPConfig().load(self._settings())
        return create_metadata_string(None, config=config, sign=False).decode()

    def answer(
        self,
        address: str,
        library: str,
        identity: Mapping[str, Sequence[str]] = MEMBER,
        **said: Any,
    ) -> str:
        """The `SAMLResponse` that it posts for the request in an address, in base64.

        library: our metadata. said: what `create_authn_response` takes, such as
        `encrypt_assertion=True`.
        """
        server = Server(config=IdPConfig().load(self._settings(library)))
        sent = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        asked = server.parse_authn_request(sent, BINDING_HTTP_REDIRECT)
        options = {
            "sign_assertion": True,
            "sign_response": False,
            "sign_alg": SIG_RSA_SHA256,
            "digest_alg": DIGEST_SHA256,
            "name_id": NameID(format=NAMEID_FORMAT_TRANSIENT, text="_a-transient-name"),
            "authn": {"class_ref": PASSWORD, "authn_auth": self.entity_id},
            **server.response_args(asked.message),
        }
        options.pop("binding", None)
        response = server.create_authn_response(dict(identity), **options | said)
        return encoded(str(response))

    def _settings(self, library: str | None = None) -> dict[str, Any]:
        base = self.entity_id.rpartition("/")[0]
        metadata = {"metadata": {"inline": [library]}} if library else {}
        return {
            "entityid": self.entity_id,
            "key_file": str(self.key),
            "cert_file": str(self.key),
            **metadata,
            "service": {
                "idp": {
                    "name": "Sign-on of the University of Example",
                    "endpoints": {
                        "single_sign_on_service": [(f"{base}/sso", BINDING_HTTP_REDIRECT)]
                    },
                    "scope": [self.scope],
                    "policy": {
                        "default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}
                    },
                    "ui_info": {"display_name": [{"text": "University of Example", "lang": "en"}]},
                }
            },
        }


def encoded(xml: str) -> str:
    return b64encode(xml.encode()).decode()


def decoded(response: str) -> str:
    return b64decode(response).decode()
