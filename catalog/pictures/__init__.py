"""Pictures: what may be handed in, what is kept of it, and the widths that pages show."""

from catalog.pictures.checking import validate_picture
from catalog.pictures.names import image_path

__all__ = ["image_path", "validate_picture"]  # where migrations look for them
