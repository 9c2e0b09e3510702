from django.apps import AppConfig


class FilmLibraryConfig(AppConfig):
    name = "filmlib"

    def ready(self):
        """Have `manage.py` refuse what a server refuses."""
        from filmlib import checks  # noqa: F401 -- importing it registers them
