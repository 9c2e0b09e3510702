"""The keys that we sign choices with: made once, kept in DATA_DIR and never in the database.

One file holds them, the newest first. Platforms fetch the public halves; after a rotation the key
before still stands there, so that what was signed by it a moment ago can be checked.
"""

import json
from pathlib import Path

from django.conf import settings
from joserfc.jwk import KeySet, RSAKey

from streaming.access.key_files import put

SIZE = 2048  # bits
KEPT = 2  # the present key, and the one before


def signing_key() -> RSAKey:
    """The present key, with its private half. Made by whichever worker needs it first."""
    key: RSAKey = _keys().keys[0]  # type: ignore[assignment]
    return key


def public_keys() -> dict[str, object]:
    """The key set that platforms read (RFC 7517)."""
    return dict(_keys().as_dict(private=False, use="sig", alg="RS256"))


def rotate() -> str:
    """Sign by a new key from now on, and keep the one before. The new key's name."""
    key = _new_key()
    _write([key, *_keys().keys][:KEPT], replace=True)
    return str(key.kid)


def _path() -> Path:
    return Path(settings.DATA_DIR) / "lti_keys.json"


def _keys() -> KeySet:
    path = _path()
    if not path.is_file():
        _write([_new_key()], replace=False)
    return KeySet.import_key_set(json.loads(path.read_text()))


def _new_key() -> RSAKey:
    return RSAKey.generate_key(SIZE, auto_kid=True)


def _write(keys: list, *, replace: bool) -> None:
    content = json.dumps(KeySet(keys).as_dict(private=True)).encode()
    put(_path(), content, replace=replace)
