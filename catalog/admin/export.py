"""Films handed out as a table: the chosen ones, or all."""

from tempfile import TemporaryFile

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalog.exchange.export import CONTENT_TYPES, csv_of, write_films
from catalog.models import Film


class ExportMixin(admin.ModelAdmin):
    """For who may see films here: nothing is told that their forms do not show."""

    actions = ["export_csv", "export_xlsx"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_all)
        return [path("export/<str:form>/", view, name="catalog_film_export"), *super().get_urls()]

    def export_all(self, request, form):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in CONTENT_TYPES:
            raise Http404
        return self._handed_out(request, Film.objects.all(), form)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request, films):
        return self._handed_out(request, films, "csv")

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request, films):
        return self._handed_out(request, films, "xlsx")

    def _handed_out(self, request, films, form):
        name = f"films-{timezone.localdate()}.{form}"
        if form == "csv":
            response = StreamingHttpResponse(csv_of(films), content_type=CONTENT_TYPES[form])
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
        try:
            write_films(films, file, form=form)
        except ValueError as refusal:
            file.close()
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:catalog_film_changelist"))
        file.seek(0)
        return FileResponse(
            file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form]
        )
