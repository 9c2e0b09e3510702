"""A track is kept: its text as a file of ours, in the place of the film's track of that kind."""

from django.core.files.base import ContentFile
from django.db import transaction

from catalog.models import Film
from streaming.models import Captions, Media
from streaming.releases import present_mark
from streaming.spoken import index


def keep(
    film: Film, text: str, *, language: str, kind: str, made_by: str = Captions.Maker.UNKNOWN
) -> Captions:
    """Keep a track that was checked, in WebVTT, for a film that may have no file yet.

    Who checked the one that it takes the place of did not check this one.
    Raises ValidationError for what no track may be.
    """
    with transaction.atomic():
        media = Media.objects.select_for_update().filter(film=film).first()
        media = media or Media.objects.create(film=film)
        known = Captions.objects.filter(media=media, language=language, kind=kind).first()
        track = known or Captions(media=media, language=language, kind=kind)
        track.file = kept_as(text)
        track.made_by, track.checked_on, track.checked_by = made_by, None, ""
        track.full_clean()
        track.save()
    index.up_to_date(present_mark())
    return track


def kept_as(text: str) -> ContentFile:
    """The file that a track's text is kept in, to be named by the model."""
    return ContentFile(text.encode(), name="captions.vtt")
