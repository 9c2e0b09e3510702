"""A clip as somebody pastes it into a list: its address, or its entry in another list."""

from django.utils.translation import gettext as _

from catalog.addresses import absolute
from streaming.addresses import NotOurs, film_in, ours
from streaming.clips.clip import Clip
from streaming.clips.clip_list import LONGEST_ENTRY, ListedClip, name_of_a_film


def pasted(text: str, *, host: str) -> ListedClip:
    """The clip that is meant. Raises ValueError, with words for who pasted it.

    host: how this request reached us.
    """
    text = text.strip()[:LONGEST_ENTRY]
    if "/" not in text.partition(",")[0]:
        return ListedClip.from_text(text)
    try:
        path, query = ours(absolute(text) if text.startswith("/") else text, host=host)
    except NotOurs as error:
        raise ValueError(_("This is no address of this library.")) from error
    clip = Clip.of(query)
    if clip is None or not clip.is_stretch:
        raise ValueError(_("This address names no clip. Beside the player you can make one."))
    return ListedClip(name_of_a_film(film_in(path)), clip)
