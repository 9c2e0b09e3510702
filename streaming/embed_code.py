"""The lines that a university puts into a page of its own, to show films there.

They are HTML as text: whoever shows one escapes it.
"""

from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.addresses import absolute

ALLOW = "fullscreen; picture-in-picture; encrypted-media"


def code_for_film(university_slug: str, film_slug: str, title: str, *, query: str = "") -> str:
    """One film, as a line of HTML. It names no token: who may watch is asked in the frame.

    query: of a clip, which is what the frame shows then.
    """
    path = reverse("streaming:embed_film", args=[university_slug, film_slug])
    return _line(f"{path}?{query}" if query else path, title, width="640", height="480")


def code_for_list(university_slug: str, university_name: str) -> str:
    """All that the university can stream, as a line of HTML."""
    path = reverse("streaming:embed_university", args=[university_slug])
    title = _("Films you can watch at %(university)s") % {"university": university_name}
    return _line(path, title, width="100%", height="600")


def _line(path: str, title: str, *, width: str, height: str) -> str:
    facts = {
        "src": absolute(path),
        "title": title,
        "width": width,
        "height": height,
        "loading": "lazy",
        "allow": ALLOW,
        "referrerpolicy": "no-referrer",
    }
    return "<iframe {}></iframe>".format(
        " ".join(f'{name}="{escape(value)}"' for name, value in facts.items())
    )
