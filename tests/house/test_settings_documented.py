"""What differs between machines is an environment variable, with a row in the operations guide."""

import ast
import re
from pathlib import Path

from django.conf import settings

GUIDE = Path(settings.BASE_DIR) / "docs" / "operations.md"
SOURCES = sorted((Path(settings.BASE_DIR) / "filmlib").rglob("*.py"))
CONTRACT = {
    "DATA_DIR", "SECRET_KEY", "DEBUG", "DATABASE_URL", "CACHE_URL", "ALLOWED_HOSTS", "SITE_URL",
    "TRUSTED_PROXIES", "MEDIA_STORAGE_URL", "MEDIA_DELIVERY", "QUEUE_URL", "EMAIL_URL",
}  # fmt: skip


def settings_read():
    """The first argument of every call of `env`, `env.bool` and so on."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "env":
                if ast.unparse(node.func) == "env.read_env":
                    continue
                assert isinstance(node.args[0], ast.Constant), "a setting's name is written out"
                yield node.args[0].value


def rows():
    return re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \|$", GUIDE.read_text(), re.MULTILINE)


def test_every_setting_has_a_row_and_every_row_a_setting():
    documented = [name for name, _default, _meaning in rows()]

    assert sorted(documented) == sorted(set(settings_read()))


def test_every_row_says_a_default_and_a_meaning():
    assert all(default.strip() and meaning.strip() for _name, default, meaning in rows())


def test_the_settings_that_deployments_rely_on_are_there():
    assert set(settings_read()) >= CONTRACT
