"""The parts of a kept page that are made at each request.

`{% fresh "streaming/fresh/panel.html" %}` shows that template. In a page that is being made to be
kept, it leaves a gap instead, which `fill` fills for the visitor at hand. What is written into a
page is escaped, so nobody's text can look like a gap.
"""

import re
from functools import cache

from django.template import Context, Template
from django.template.engine import Engine

KEEPING = {"is_being_kept": True}
GAP = re.compile(r"<!--fresh ([a-z_/]+\.html)-->")


def gap(template: str) -> str:
    return f"<!--fresh {template}-->"


def fill(body: str, context: Context) -> str:
    """The page, whole."""
    pieces = GAP.split(body)  # page, name, page, name, page
    pieces[1::2] = [part(name).render(context) for name in pieces[1::2]]
    return "".join(pieces)


@cache
def part(name: str) -> Template:
    return Engine.get_default().get_template(name)
