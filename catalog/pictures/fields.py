"""Fields that take a picture, and keep its master."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile

from catalog.pictures.master import Master, Size, master_of
from catalog.pictures.names import SUFFIXES, image_path

WITHIN = (3200, 3200)


class PictureFormField(forms.FileField):
    """A picture handed in; its value is its master. What cannot be taken is refused here."""

    def __init__(self, *, within: Size = WITHIN, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.within = within

    def to_python(self, data: Any) -> Master | None:
        file = super().to_python(data)
        return master_of(file, within=self.within) if file else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(sorted(set(SUFFIXES.values())))}


class PictureFile(FieldFile):
    field: "PictureField"

    def master(self) -> Master:
        """Of a picture just handed in. Raises ValidationError for what is none."""
        if not isinstance(self.file, Master):
            self.file = self.field.master_of(self.file)
        return self.file

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Whoever hands in something else than a master keeps the master of it."""
        master = content if isinstance(content, Master) else self.field.master_of(content)
        super().save(str(master.name), master, save)


class PictureField(models.FileField):
    """A picture's master. within: the largest width and height that are kept, in pixels."""

    attr_class = PictureFile

    def __init__(self, *args: Any, within: Size = WITHIN, **kwargs: Any) -> None:
        usual: Any = {"upload_to": image_path, "max_length": 200, "db_index": True}  # found by name
        super().__init__(*args, **usual | kwargs)
        self.within = within

    def master_of(self, file: Any) -> Master:
        return master_of(file, within=self.within)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"within": self.within}

    def formfield(self, **kwargs: Any) -> Any:
        ours: Any = {"form_class": PictureFormField, "within": self.within, "max_length": None}
        return super().formfield(**ours | kwargs)
