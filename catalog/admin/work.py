"""Work that outlives a request, for who wants to know how far it is, or why it failed."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.admin.import_desk import MAY
from catalog.admin.told import ToldMixin
from catalog.jobs import progress_of
from catalog.jobs.queue import try_again
from catalog.models import Job


def in_words(kind: str) -> str:
    """What is done, as the function that does it says; the name of a kind that is no more."""
    return str(dict(KindFilter.kinds()).get(kind, kind))


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    @staticmethod
    def kinds():
        for lane in settings.JOBS.values():
            for kind, path in lane.items():
                yield kind, import_string(path).short_description

    def lookups(self, request, model_admin):
        return list(self.kinds())

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(ToldMixin, admin.ModelAdmin):
    list_display = ["what", "key", "state", "how_far", "attempts", "put_at", "ended_at", "words"]
    list_display_links = None
    list_filter = ["state", KindFilter]
    search_fields = ["key", "words"]
    ordering = ["-pk"]
    actions = ["try_again"]
    fields = ["what", "key", "state", "attempts", "put_at", "ended_at", "node", "words"]

    def has_module_permission(self, request):
        return request.user.has_perm(MAY)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY)

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, job):
        return in_words(job.kind)

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
