"""The admin, with the library's own site in place of Django's.

Its pages are found with the addresses (`filmlib.urls`): a worker and most commands ask for none,
and are ready sooner by a third.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks


class LibraryAdminConfig(SimpleAdminConfig):
    default_site = "filmlib.admin.site.LibraryAdminSite"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_pages, checks.Tags.admin)


def check_pages(app_configs: Sequence[AppConfig] | None, **asked: Any) -> list[checks.CheckMessage]:
    """What Django asks of each page, once they are all found."""
    admin.autodiscover()
    return check_admin_app(app_configs, **asked)
