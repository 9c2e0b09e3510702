"""Behind a proxy that gives us a name of its own, as EZproxy does, its host is never left.

Apache with mod_proxy_html plays the proxy: it rewrites what HTML, Location and Set-Cookie name.
"""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CAMPUS
from tests.over_http import HOST, free_port

MODULES = Path("/usr/lib/apache2/modules")
NAMES = ["mpm_event", "authz_core", "mime", "headers", "filter", "proxy", "proxy_http"]
NAMES += ["xml2enc", "proxy_html"]
CONFIGURATION = """
ServerRoot {folder}
ServerName {name}
PidFile {folder}/pid
ErrorLog {folder}/errors
Listen {host}:{port}
{modules}
TypesConfig /dev/null
ProxyPass / {library}/
ProxyPassReverse / {library}/
ProxyHTMLEnable On
ProxyHTMLExtended Off
ProxyHTMLURLMap {library} http://{name}:{port}
ProxyHTMLDocType "<!doctype html>"
ProxyHTMLLinks a href
ProxyHTMLLinks link href
ProxyHTMLLinks img src
ProxyHTMLLinks script src
ProxyHTMLLinks form action
ProxyHTMLLinks source src
ProxyHTMLLinks track src
RequestHeader unset Accept-Encoding
"""


@pytest.fixture
def proxy(library, tmp_path) -> Iterator[str]:
    """The address at which the proxy shows the library."""
    program = shutil.which("apache2") or "/usr/sbin/apache2"
    if not Path(program).exists():
        pytest.fail("There is no apache2 here: install it.")
    port = free_port()
    name = f"films-{library.port}.ezproxy.localhost"
    modules = "\n".join(f"LoadModule {n}_module {MODULES}/mod_{n}.so" for n in NAMES)
    text = CONFIGURATION.format(
        folder=tmp_path, name=name, host=HOST, port=port, modules=modules, library=library.url
    )
    (tmp_path / "apache.conf").write_text(text)
    command = [program, "-f", str(tmp_path / "apache.conf"), "-DFOREGROUND"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        until = monotonic() + 30
        while not _listens(port):
            if process.poll() is not None or monotonic() > until:
                pytest.fail(f"The proxy did not start: {process.communicate()[1].decode()}")
        yield f"http://{name}:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as door:
        return door.connect_ex((HOST, port)) == 0


def test_from_search_to_captions_nobody_leaves_the_proxys_host(visitor, library, proxy):
    page = visitor(library, address=CAMPUS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{proxy}/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("third man")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="The Third Man").first.click()
    page.get_by_role("link", name="Watch film").click()
    video = page.locator("video")
    expect(video).to_be_visible()
    video.evaluate("player => { player.muted = true; return player.play(); }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    page.wait_for_function("() => document.querySelector('video').textTracks[0]?.cues?.length > 0")

    hosts = {urlsplit(url).netloc for url in asked}
    assert hosts == {urlsplit(proxy).netloc}
    assert any(url.endswith(".vtt") for url in asked)
    assert all(not cookie["domain"].startswith(".") for cookie in page.context.cookies())


def test_a_form_is_taken_that_comes_by_the_proxy(visitor, library, proxy):
    page = visitor(library)
    page.goto(f"{proxy}/universities/")
    with page.expect_response(lambda answer: answer.request.method == "POST") as taken:
        page.get_by_role("button", name="Choose Example Harbour College").click()

    assert taken.value.status == 302
    chosen = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert chosen == {"university": "example-harbour"}
    assert urlsplit(page.url).netloc == urlsplit(proxy).netloc
