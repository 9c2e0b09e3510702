from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from catalog.ready.triggers import lay, lift  # needs the models, so not before now

        pre_migrate.connect(lift, sender=self)
        post_migrate.connect(lay, sender=self)
