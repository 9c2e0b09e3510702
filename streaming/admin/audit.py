"""The audit trail, for the staff of each university and for the library's owner."""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.told import ToldMixin
from catalog.admin.typed_filter import TypedFilter, TypedFilterMixin
from catalog.exchange.cells import guarded
from catalog.exchange.sheets import csv_pieces
from streaming.admin.own_university import OwnUniversity
from streaming.models import AuditLine, Licence

COLUMNS = ("at", "act", "who", "university_name", "what", "why", "times", "reference")
AT_ONCE = 1000  # rows read from the database


class UniversityFilter(TypedFilter):
    title = _("university")
    parameter_name = "university"
    source = (Licence, "university")


@admin.register(AuditLine)
class AuditLineAdmin(  # type: ignore[misc]  # who may add one is asked with a row, or without
    ToldMixin, OwnUniversity, TypedFilterMixin, admin.ModelAdmin
):
    change_list_template = "admin/audit_list.html"
    list_display = COLUMNS
    list_display_links = None
    list_filter = ["act", UniversityFilter]
    date_hierarchy = "at"
    search_fields = ["who", "what", "why", "reference"]
    show_full_result_count = False
    list_per_page = 100
    fields = COLUMNS

    def get_urls(self):
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="streaming_auditline_export"), *super().get_urls()]

    def export(self, request):
        """What the list shows, as CSV: its search and its filters stand in the address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            lines = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:streaming_auditline_changelist"))
        response = StreamingHttpResponse(
            csv_pieces(_rows(lines)), content_type="text/csv; charset=utf-8"
        )
        name = f"audit-{timezone.now():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _rows(lines) -> Iterator[list[str]]:
    """A heading, then a line a row: instants in UTC, acts by their codes."""
    yield ["at", "act", "who", "university", "what", "why", "times", "reference"]
    for at, *texts in lines.values_list(*COLUMNS).iterator(AT_ONCE):
        yield [at.isoformat(timespec="seconds"), *(guarded(str(text)) for text in texts)]
