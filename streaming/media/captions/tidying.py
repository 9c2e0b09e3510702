"""The text of a cue made well-formed: what a browser would not show is left out, words never."""

import html
import re

from streaming.media.captions.timing import milliseconds

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\.[^\s.<>]+)*)((?:\s[^<>]*)?)>")
TIME = re.compile(r"<([0-9:.]+)>")
PIECE = re.compile(rf"{TAG.pattern}|{TIME.pattern}|\{{\\[^{{}}]*\}}")
KEPT = {"c", "i", "b", "u", "ruby", "rt", "lang"}
SAME = {"em": "i", "strong": "b"}
# Of pages, and of SRT: they say how words look.
DROPPED = {
    *("font", "span", "p", "div", "s", "small", "big", "center", "a", "img", "script", "style"),
    *("sub", "sup", "strike", "body", "html", "iframe", "svg"),
}


def tidied(text: str, start: int, end: int, *, is_plain: bool = False) -> str:
    """The same words with WebVTT's own tags alone, each closed in its turn.

    start, end: of the cue, in milliseconds. is_plain: without any tags.
    """
    pieces, at, tidying = [], 0, Tidying(start, end)
    for found in PIECE.finditer(text):
        tag = tidying.of(found)
        pieces += [_escaped(text[at : found.start()]), "" if is_plain and tag[:1] == "<" else tag]
        at = found.end()
    closing = "" if is_plain else tidying.closing()
    lines = "".join([*pieces, _escaped(text[at:]), closing]).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


class Tidying:
    """Which tags are open, and the last moment that was named."""

    def __init__(self, start: int, end: int) -> None:
        self.open: list[str] = []
        self.time, self.end = start, end

    def of(self, found: re.Match[str]) -> str:
        closes, name, classes, annotation, time = found.groups()
        if time is not None:
            return self._moment(time)
        if name is None:  # {\an8} and the like
            return ""
        if name == "br":
            return "\n"
        name = SAME.get(name.lower(), name.lower())
        if closes:
            return self._closed(name, found[0])
        return self._opened(name, classes, annotation, found[0])

    def closing(self) -> str:
        closed = "".join(f"</{name}>" for name in reversed(self.open) if name != "v")
        self.open = []
        return closed

    def _moment(self, text: str) -> str:
        time = milliseconds(text)
        if time is None or not self.time < time < self.end:
            return ""
        self.time = time
        return f"<{text}>"

    def _opened(self, name: str, classes: str, annotation: str, written: str) -> str:
        words = " ".join(annotation.split())
        if name == "v" and words:
            before = self._closed("v", "") if "v" in self.open else ""
            self.open.append("v")
            return f"{before}<v{classes} {words}>"
        if name not in KEPT or (name == "rt" and self.open[-1:] != ["ruby"]):
            return "" if name in DROPPED | KEPT | {"v"} else _escaped(written)
        self.open.append(name)
        return f"<{name}{classes}{f' {words}' if name == 'lang' and words else ''}>"

    def _closed(self, name: str, written: str) -> str:
        """With what is open inside it."""
        if name not in self.open:
            return "" if name in DROPPED | KEPT | {"v"} else _escaped(written)
        closed = ""
        while self.open:
            inner = self.open.pop()
            closed += f"</{inner}>"
            if inner == name:
                break
        return closed


def _escaped(text: str) -> str:
    return html.escape(html.unescape(text), quote=False)
