"""Work that outlives a request, for who wants to know how far it is, or why it failed."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.admin.import_desk import MAY
from catalog.admin.told import ToldMixin
from catalog.jobs import progress_of
from catalog.jobs.queue import try_again
from catalog.models import Job


@admin.register(Job)
class JobAdmin(ToldMixin, admin.ModelAdmin):
    list_display = ["kind", "key", "state", "how_far", "attempts", "put_at", "ended_at", "words"]
    list_display_links = None
    list_filter = ["state", "kind"]
    search_fields = ["key", "words"]
    ordering = ["-pk"]
    actions = ["try_again"]
    fields = ["kind", "key", "state", "attempts", "put_at", "ended_at", "node", "words"]

    def has_module_permission(self, request):
        return request.user.has_perm(MAY)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY)

    @admin.display(description=_("how far"))
    def how_far(self, job):
        progress = progress_of(job)
        return f"{progress.percent} %" if progress.of else ""

    @admin.action(description=_("Try again"))
    def try_again(self, request, jobs):
        number = try_again(jobs)
        words = ngettext(
            "%(number)s piece of work is tried again.",
            "%(number)s pieces of work are tried again.",
            number,
        )
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, words % {"number": number}, level)
