"""The pictures that rows name: those are shown, all others are nobody's."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from catalog.pictures.fields import PictureField


def is_named(name: str) -> bool:
    """Whether a row of any model keeps a picture under this name."""
    return any(
        model._base_manager.filter(**{field.name: name}).exists()
        for model, field in picture_fields()
    )


def picture_fields() -> Iterator[tuple[type[Model], PictureField]]:
    """Every model that keeps a picture, with its field, in the order of the apps."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, PictureField):
                yield model, field
