"""The making of a picture's widths, off the request (see `catalog.jobs`)."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.jobs import put
from catalog.jobs.lease import Lease
from catalog.models import Image
from catalog.pictures.renditions import renditions_of

KIND = "picture"  # its name in `settings.JOBS`


def unmade() -> QuerySet[Image]:
    """Pictures that have not all their widths; until then their first rendition is shown."""
    return Image.objects.filter(is_rendered=False).order_by("pk")


def ask_for(images: Iterable[Image]) -> None:
    """Have the widths of these pictures made, once this transaction is committed."""
    put(KIND, *(image.pk for image in images))


def make(key: str, tell: Lease) -> None:
    """Make the widths of one picture, unless they are there.

    Until its row names them, they are nobody's files. A picture that was replaced in the meantime
    gets none: its own work waits. Raises ValueError where the master is lost.
    """
    image = unmade().filter(pk=key).first()
    if image is None:
        return
    try:
        master = image.file.open()
    except FileNotFoundError as lost:
        raise ValueError(_("The picture’s file is lost. Hand it in again.")) from lost
    is_still = image.kind == Image.Kind.STILL
    with master:
        endings = [image.keep(made) for made in renditions_of(master, is_still=is_still)]
    same = Image.objects.filter(pk=image.pk, file=image.file.name)
    same.update(renditions=" ".join(endings), is_rendered=True)


make.short_description = gettext_lazy("Widths of a picture")  # type: ignore[attr-defined]
