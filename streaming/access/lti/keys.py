"""The keys that we sign choices with: made once, kept in DATA_DIR and never in the database.

One file holds them, the newest first. Platforms fetch the public halves; after a rotation the key
before still stands there, so that what was signed by it a moment ago can be checked.
"""

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from joserfc.jwk import KeySet, RSAKey

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
    """The whole file or nothing. Of several that make the first, one wins."""
    path = _path()
    with NamedTemporaryFile("w", dir=path.parent, prefix="lti_keys.", delete=False) as file:
        json.dump(KeySet(keys).as_dict(private=True), file)
        file.flush()
        os.fsync(file.fileno())
    written = Path(file.name)  # readable by its owner alone, as temporary files are
    try:
        if replace:
            written.replace(path)
        else:
            os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink(missing_ok=True)
