"""Launch keys: made here, shown once, put out of use."""

from django.contrib import admin
from django.template.response import TemplateResponse

from catalog.admin.seen import SeenMixin
from streaming.admin.own_university import OwnUniversity
from streaming.models import LaunchKey


@admin.register(LaunchKey)
class LaunchKeyAdmin(OwnUniversity, SeenMixin, admin.ModelAdmin):
    list_display = ["__str__", "university", "is_active"]
    list_select_related = ["university"]
    list_filter = ["is_active"]
    search_fields = ["name", "university__name"]
    fields = ["university", "name", "start_page", "is_active"]

    def response_add(self, request, obj, post_url_continue=None):
        """The key itself, this one time: it goes into no message, which a cookie would carry."""
        context = self.admin_site.each_context(request) | {"made": obj, "opts": self.opts}
        return TemplateResponse(request, "admin/launch_key_made.html", context)

    def get_readonly_fields(self, request, obj=None):
        return ["university"] if obj else []
