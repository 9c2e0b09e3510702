"""The first page of the admin, and what completing by typing shows."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class NamedApart(AutocompleteJsonView):
    """Two films of one title are told apart by their year."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if year := getattr(obj, "year_display", ""):
            result["text"] = f"{result['text']} ({year})"
        return result


class LibraryAdminSite(AdminSite):
    site_header = _("Film Library")
    site_title = _("Film Library")
    index_title = _("What waits to be done")
    enable_nav_sidebar = False  # the tables of a film need the room

    def index(self, request, extra_context=None):
        asked = [import_string(path)(request) for path in settings.ADMIN_WORK_LISTS]
        lists = [work_list for work_list in asked if work_list is not None]
        return super().index(request, {"work_lists": lists, **(extra_context or {})})

    def autocomplete_view(self, request):
        return NamedApart.as_view(admin_site=self)(request)
