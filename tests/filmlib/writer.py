"""Somebody at their desk, as a process of its own that knows nothing of Django.

They open forms, change them and save, by HTTP alone, until something is not as it should be, and
print what that was. Argument: the desk, as JSON (see `Desk`).
"""

import json
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode

Form = list[tuple[str, str]]
GRANT = "/admin/streaming/licence/add/"
NEVER_SENT = {"submit", "button", "file", "reset", "image"}


@dataclass(frozen=True)
class Desk:
    """cookie: a session's, name and value. film: edited here alone. licensed, university: shared.

    licences, edits: how many of each; every `licences / edits` licences the film is edited.
    """

    name: str
    port: int
    cookie: str
    film: int
    licensed: int
    university: int
    licences: int
    edits: int


class Fields(HTMLParser):
    """What a browser would send of a page's largest form, unchanged."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.form: Form = []
        self._list: str | None = None  # the list, and the text, that is being read
        self._text: str | None = None
        self._first: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "input" and name and given.get("type") not in NEVER_SENT:
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self.form.append((name, value or "on" if is_box else value))
        elif tag == "textarea" and name:
            self.form.append((name, ""))
            self._text = name
        elif tag == "select" and name:
            self._list, self._first = name, None if "multiple" in given else ""
        elif tag == "option" and self._list:
            if "selected" in given:
                self.form.append((self._list, value))
                self._first = None
            elif self._first == "":
                self._first = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select" and self._list:
            if self._first is not None:
                self.form.append((self._list, self._first))
            self._list = None

    def handle_data(self, data: str) -> None:
        if self._text:
            name, before = self.form.pop()
            self.form.append((name, before + data))


class Writer:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.token = ""  # the cookie that a form's own token must match

    def work(self) -> None:
        pause = self.desk.licences // self.desk.edits
        grant = dict(self._open(GRANT))
        for number in range(self.desk.licences):
            self._grant(grant, number)
            if number % pause == pause - 1:
                self._edit(number // pause)

    def _grant(self, form: dict[str, str], number: int) -> None:
        form |= {
            "film": str(self.desk.licensed),
            "university": str(self.desk.university),
            "starts_on": "2026-01-01",
            "order_number": f"{self.desk.name}, {number}",
        }
        self._save(GRANT, list(form.items()))

    def _edit(self, number: int) -> None:
        address = f"/admin/catalog/film/{self.desk.film}/change/"
        form = self._open(address)
        changed = {"title": f"{self.desk.name}, edited {number}"}
        self._save(address, [(name, changed.get(name, value)) for name, value in form])

    def _open(self, address: str) -> Form:
        status, headers, page = self._ask("GET", address)
        if status != 200:
            raise SystemExit(f"GET {address}: {status}")
        for cookie in headers.get_all("Set-Cookie") or []:
            if cookie.startswith("csrftoken="):
                self.token = cookie.partition(";")[0]
        return Fields(page).form

    def _save(self, address: str, form: Form) -> None:
        status, _headers, page = self._ask("POST", address, urlencode(form))
        if status != 302:
            raise SystemExit(f"POST {address}: {status} {page[:2000]}")

    def _ask(self, method: str, address: str, body: str = "") -> tuple[int, HTTPMessage, str]:
        connection = HTTPConnection("127.0.0.1", self.desk.port, timeout=120)
        headers = {"Cookie": f"{self.desk.cookie}; {self.token}", "Connection": "close"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, body=body or None, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()


if __name__ == "__main__":
    Writer(Desk(**json.loads(sys.argv[1]))).work()
