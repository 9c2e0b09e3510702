"""SimpleSAMLphp as Debian has it, an identity provider on a port of its own, and a way through.

It reads our metadata by its own parser, so that what it makes of it is its own judgement.
"""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

from tests.over_http import free_port

HOME = Path("/usr/share/simplesamlphp")
AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.9"
PEOPLE = {  # name: what their university says of them; the password is the name
    "student": {AFFILIATION: ["student@uni.example", "member@uni.example"]},
    "alum": {AFFILIATION: ["alum@uni.example"]},
    "stranger": {AFFILIATION: ["member@other.example"]},
    "nobody": {},
}

CONFIG = """<?php
$config = [
  'baseurlpath' => '{address}/', 'certdir' => '{folder}/', 'metadatadir' => '{folder}/metadata/',
  'datadir' => '{folder}/', 'tempdir' => '{folder}/tmp', 'loggingdir' => '{folder}/',
  'logging.handler' => 'errorlog', 'logging.level' => 4, 'secretsalt' => 'only-for-tests',
  'auth.adminpassword' => 'only-for-tests', 'technicalcontact_email' => 'na@example.org',
  'timezone' => 'UTC', 'enable.saml20-idp' => true, 'module.enable' => ['exampleauth' => true],
  'store.type' => 'phpsession', 'session.phpsession.savepath' => '{folder}/tmp',
  'session.cookie.secure' => false, 'language.default' => 'en',
  'metadata.sources' => [['type' => 'flatfile']],
];
"""
SOURCES = "<?php\n$config = ['people' => ['exampleauth:UserPass', {people}]];\n"
HOSTED = """<?php
$metadata['{address}/idp'] = [
  'host' => '__DEFAULT__', 'privatekey' => 'idp.pem', 'certificate' => 'idp.pem',
  'auth' => 'people', 'scope' => ['uni.example'],
  'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
];
"""
READ_METADATA = """
require_once('/usr/share/simplesamlphp/lib/_autoload.php');
$all = \\SimpleSAML\\Metadata\\SAMLParser::parseDescriptorsString(stream_get_contents(STDIN));
foreach ($all as $id => $one) {
  $known = $one->getMetadata20SP();
  unset($known['entityDescriptor'], $known['expire'], $known['metadata-set']);
  $known['assertion.encryption'] = ENCRYPT;
  echo "<?php\\n\\$metadata[" . var_export($id, true) . "] = " . var_export($known, true) . ";\\n";
}
"""


def lacking() -> list[str]:
    """What of it is not installed, by Debian's names."""
    packages = [] if shutil.which("php") else ["php-cli", "php-xml", "php-mbstring"]
    return packages if HOME.is_dir() else [*packages, "simplesamlphp"]


@contextmanager
def running(folder: Path, key: Path, library: str, *, encrypt: bool):
    """The provider's address, while it runs. library: our metadata."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SIMPLESAMLPHP_CONFIG_DIR": str(folder)}
    _write(folder, key, address)
    script = READ_METADATA.replace("ENCRYPT", "true" if encrypt else "false")
    read = _php(["-r", script], environment, library)
    (folder / "metadata" / "saml20-sp-remote.php").write_text(read)
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(HOME / "www")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/saml2/idp/metadata.php", server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def metadata_of(address: str) -> str:
    return urlopen(f"{address}/saml2/idp/metadata.php", timeout=30).read().decode()


def sign_in(address: str, name: str) -> dict[str, str]:
    """Follow a request's address, log in there, and return the fields that a browser would post."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=60) as page:
        form = Form.on(page)
        target = urljoin(page.url, form.action)
    typed = urlencode(form.fields | {"username": name, "password": name}).encode()
    with browser.open(target, typed, timeout=60) as page:
        posted = Form.on(page)
    return posted.fields | {"action": posted.action}


class Form(HTMLParser):
    """The one form of a page: where it goes, and its hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}

    @classmethod
    def on(cls, page: IO[bytes]) -> "Form":
        form = cls()
        form.feed(page.read().decode())
        return form

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.action = said.get("action") or ""
        if tag == "input" and said.get("type") == "hidden" and said.get("name"):
            self.fields[said["name"]] = said.get("value") or ""


def _write(folder: Path, key: Path, address: str) -> None:
    (folder / "metadata").mkdir(parents=True)
    (folder / "tmp").mkdir()
    shutil.copy(key, folder / "idp.pem")
    named = {"address": address, "folder": folder}
    (folder / "config.php").write_text(CONFIG.format(**named))
    (folder / "metadata" / "saml20-idp-hosted.php").write_text(HOSTED.format(**named))
    people = ", ".join(f"'{name}:{name}' => {_in_php(said)}" for name, said in PEOPLE.items())
    (folder / "authsources.php").write_text(SOURCES.format(people=people))


def _in_php(attributes: dict[str, list[str]]) -> str:
    return str(attributes).replace("{", "[").replace("}", "]").replace("': [", "' => [")


def _php(arguments: list[str], environment: dict[str, str], text: str) -> str:
    done = subprocess.run(
        ["php", *arguments], env=environment, input=text, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _try in range(300):
        assert server.poll() is None, "php -S ended"
        try:
            urlopen(address, timeout=60).close()
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
