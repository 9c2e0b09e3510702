from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from catalog.ready import triggers as marks  # needs the models, so not before now
        from catalog.search import triggers as notes
        from catalog.search import writer

        for room in (notes, marks):
            pre_migrate.connect(room.lift, sender=self)
        for room in (marks, notes):
            post_migrate.connect(room.lay, sender=self)
        post_migrate.connect(writer.after_migrations, sender=self)
