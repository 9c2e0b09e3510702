"""Our own keys for SAML: made once into DATA_DIR, readable by its owner alone, and rotated.

Each is a file with a private key and its certificate, numbered in the order they were made. The
oldest signs; all stand in our metadata and open what was encrypted for them, so that universities
have time to read the new one before the old one goes.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from streaming.access.key_files import put

BITS = 3072
LASTS = timedelta(days=3653)  # federations look at the key, and at the date only to complain


def folder() -> Path:
    return Path(settings.DATA_DIR) / "saml"


def files() -> list[Path]:
    """The keys, the oldest first. The first one is made when it is first asked for."""
    return _found() or [_made(1)]


def add() -> Path:
    """A second key beside the present one. Raises ValueError when there are two already."""
    present = files()
    if len(present) > 1:
        raise ValueError("There are two keys already. Take the old one away first: --finish")
    return _made(int(present[0].stem) + 1)


def take_the_oldest_away() -> Path:
    """Let the newer key sign. Raises ValueError when there is only one."""
    present = files()
    if len(present) < 2:
        raise ValueError("There is only one key. Add the new one first.")
    present[0].unlink()
    return present[0]


def _found() -> list[Path]:
    return sorted(folder().glob("[0-9][0-9][0-9][0-9].pem"))


def _made(number: int) -> Path:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder() / f"{number:04}.pem"
    put(target, _key_and_certificate())
    return target


def _key_and_certificate() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Film Library SAML")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
