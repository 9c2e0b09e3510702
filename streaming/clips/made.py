"""What becomes of a clip once its times are chosen: an address, a line for a page, citations."""

from dataclasses import dataclass

from django.urls import reverse

from catalog.addresses import absolute
from catalog.exchange.citations import Citation, citations_of
from catalog.exchange.cited import Cited
from catalog.models import Film
from catalog.record import film_record
from streaming.clips.clip import Clip
from streaming.embed_code import code_for_film
from streaming.models import University


@dataclass(frozen=True)
class MadeClip:
    """address: of the clip, whole. code: for a page of the visitor's university, or nothing.

    citations: of the film in every style, at these times.
    """

    clip: Clip
    address: str
    code: str
    citations: list[Citation]


def made_of(film: Film, clip: Clip, university: University | None) -> MadeClip:
    """Two queries. university: one at which the film plays, so that it can be shown there."""
    code = ""
    if university is not None:
        title = f"{film.title} · {clip.name}" if clip.name else film.title
        code = code_for_film(university.slug, film.slug, title, query=clip.query)
    cited = Cited(film_record(film), absolute(film.get_absolute_url()), clip.moment)
    return MadeClip(clip, address_of(film.slug, clip), code, citations_of(cited))


def address_of(slug: str, clip: Clip) -> str:
    """Where the clip plays, as an address to be sent to others."""
    return f"{absolute(reverse('streaming:watch', args=[slug]))}?{clip.query}"
