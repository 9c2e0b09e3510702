"""Reports of imports: what came in, who brought it, and what a person should look at."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from catalog.admin.import_desk import MAY, ImportDeskMixin
from catalog.admin.told import ToldMixin
from catalog.exchange.desk.report import Report, csv_rows
from catalog.exchange.sheets import csv_pieces
from catalog.models import ImportRun
from catalog.paging import page_number


@admin.register(ImportRun)
class ImportRunAdmin(ImportDeskMixin, ToldMixin, admin.ModelAdmin):
    change_list_template = "admin/imports/list.html"
    list_display = ["file", "source", "began_at", "by", "new", "changed", "rejected"]
    list_filter = ["source"]
    list_select_related = ["source", "by"]
    search_fields = ["file", "source__name"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.as_csv)
        return [path("<int:pk>/csv/", view, name="catalog_importrun_csv"), *super().get_urls()]

    def has_module_permission(self, request):
        return request.user.has_perm(MAY)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY)

    @admin.display(description=_("new"))
    def new(self, run):
        return run.counts.get("new", 0)

    @admin.display(description=_("changed"))
    def changed(self, run):
        return run.counts.get("changed", 0)

    @admin.display(description=_("rejected"))
    def rejected(self, run):
        return run.counts.get("rejected", 0)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The report in place of a form: nothing of it can be changed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = self.get_object(request, object_id)
        if run is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        report = Report(run)
        number = page_number(request.GET.get("page", ""))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(run),
            "run": run,
            "lists": report.lists,
            "page": report.page(request.GET.get("show", ""), number),
        }
        return render(request, "admin/imports/report.html", context)

    def as_csv(self, request, pk):
        run = self.get_object(request, str(pk))
        if not self.has_view_permission(request):
            raise PermissionDenied
        if run is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        pieces = csv_pieces(csv_rows(run))
        response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
        return response
