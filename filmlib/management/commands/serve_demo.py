import os
from typing import Any

from catalog.management.base import LibraryCommand
from filmlib.demo import clip, logins, serving


class Command(LibraryCommand):
    help = "Serve the demo in the foreground, making whatever is missing first (PORT=8000)."

    def handle(self, *args: Any, **options: Any) -> None:
        port = _port(os.environ.get("PORT") or "8000")
        serving.refuse_port_in_use(port)
        serving.quieten()
        if not logins.file().is_file():
            self.stdout.write(
                "The first start makes a database, pictures and a clip: half a minute."
            )
            self.stdout.flush()
        serving.make_secret_key()
        serving.migrate()
        serving.collect_static()
        serving.fill()
        self._say(port, logins.ensure())
        serving.exec_server(port)

    def _say(self, port: int, passwords: dict[str, str]) -> None:
        site = f"http://{serving.HOST}:{port}"
        width = max(len(username) for username in passwords)
        self.stdout.write(f"""
Film Library, the demo. Ctrl-C ends it.

  {site}/
  {site}/films/last-train-home/
  {site}/u/example/   what one university can stream now
  {site}/admin/       for staff:
""")
        for username, password in passwords.items():
            self.stdout.write(f"    {username:{width}}   {password}")
        self.stdout.write(f"\nThe logins are kept in {logins.file()}\n")
        if not clip.is_made():
            self.stdout.write(f"{clip.HOW_TO_GET_IT}\n")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"PORT is “{text}”: a number from 1 to 65535 is needed.")
    return int(text)
