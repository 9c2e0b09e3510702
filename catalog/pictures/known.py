"""The pictures that rows name: those are shown, all others are nobody's."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from catalog.models import Image
from catalog.pictures.fields import PictureField
from catalog.pictures.names import master_names, rendition_name


def is_named(name: str) -> bool:
    """Whether a row keeps a picture, or a rendition of one, under this name."""
    stem, _dash, ending = name.partition("-")
    if ending:
        masters = Image.objects.filter(file__in=master_names(stem))
        return any(ending in kept.split() for kept in masters.values_list("renditions", flat=True))
    return any(
        model._base_manager.filter(**{field.name: name}).exists()
        for model, field in picture_fields()
    )


def all_names() -> Iterator[str]:
    """Every name that a row keeps a file under."""
    for model, field in picture_fields():
        named = model._base_manager.exclude(**{field.name: ""})
        yield from named.values_list(field.name, flat=True).iterator()
    for master, endings in Image.objects.values_list("file", "renditions").iterator():
        yield from (rendition_name(master, ending) for ending in endings.split())


def picture_fields() -> Iterator[tuple[type[Model], PictureField]]:
    """Every model that keeps a picture, with its field, in the order of the apps."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, PictureField):
                yield model, field
