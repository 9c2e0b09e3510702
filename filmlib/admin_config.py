"""The admin, with the library's own site in place of Django's."""

from django.contrib.admin.apps import AdminConfig


class LibraryAdminConfig(AdminConfig):
    default_site = "filmlib.admin.site.LibraryAdminSite"
