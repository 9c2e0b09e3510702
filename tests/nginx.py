"""nginx with the configuration that stands in docs/operations.md, before a server of ours."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.over_http import HOST, free_port

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "operations.md"
PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"
LONGEST_START = 60  # seconds
MAIN = """
daemon off;
pid {folder}/pid;
{user}
worker_processes 2;
error_log {folder}/main.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {site}
}}
"""

# What nginx asks of the application, counted on the way.
COUNTING = """
server {{
  listen {host}:{counting};
  access_log {folder}/asked.log;
  location / {{
    proxy_pass http://{host}:{application};
    proxy_set_header Host $http_host;
    proxy_ignore_headers X-Accel-Expires X-Accel-Redirect;
    proxy_pass_header X-Accel-Expires;
    proxy_pass_header X-Accel-Redirect;
  }}
}}
"""


def counted(folder: Path, *, counting: int, application: int) -> str:
    """A server to put between nginx and the application; `questions` reads what it counted."""
    return COUNTING.format(host=HOST, folder=folder, counting=counting, application=application)


def questions(folder: Path) -> int:
    """How often the application was asked whether somebody may have a file."""
    return (folder / "asked.log").read_text().count("/admission/")


def documented(folder: Path, *, port: int, application: int, media: Path) -> str:
    """The configuration as it stands in the guide; what the guide says to change is changed."""
    [site] = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    changed = {
        "listen 80;": f"listen {HOST}:{free_port()};",
        "listen 443 ssl;": f"listen {HOST}:{port} backlog=1024;",
        "    ssl_certificate /etc/ssl/films.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/films.key;\n": "",
        "127.0.0.1:8000": f"{HOST}:{application}",
        "/srv/films/media": str(media),
        "/run/films-admission": f"{folder}/admission",
        "/var/log/nginx/films.log": f"{folder}/access.log",
        "/var/log/nginx/films.error.log": f"{folder}/error.log",
    }
    for written, meant in changed.items():
        assert written in site, f"The guide no longer says {written!r}."
        site = site.replace(written, meant)
    return site


@contextmanager
def nginx(folder: Path, site: str, *, port: int) -> Iterator[int]:
    """Serve a site; yields the process's number."""
    if not Path(PROGRAM).exists():
        raise RuntimeError("There is no nginx here: install nginx-light.")
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user, site=site))
    command = [PROGRAM, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _wait(process, port, folder / "said")
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _wait(process: subprocess.Popen, port: int, said: Path) -> None:
    until = monotonic() + LONGEST_START
    while monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as door:
            if door.connect_ex((HOST, port)) == 0:
                return
        sleep(0.05)
    raise RuntimeError(f"nginx did not start.\n{said.read_text()}")
