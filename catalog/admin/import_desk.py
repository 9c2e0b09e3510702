"""The way in for files of films: hand in, say what the headings mean, look, say yes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.import_forms import ConfirmForm, HeadingsForm, UploadForm
from catalog.exchange.desk import steps
from catalog.exchange.desk.preview import Preview
from catalog.exchange.incoming import Unreadable
from catalog.jobs import progress_of
from catalog.models import Upload
from catalog.paging import page_number

State = Upload.State
MAY = "catalog.add_upload"  # who cares for the catalogue


class ImportDeskMixin(admin.ModelAdmin):
    """Pages beside the list of reports. Each file has one address, from its upload to its end."""

    def get_urls(self):
        site = self.admin_site
        return [
            path("new/", site.admin_view(self.hand_in), name="catalog_import_new"),
            path("files/<int:pk>/", site.admin_view(self.file), name="catalog_import_file"),
            *super().get_urls(),
        ]

    def hand_in(self, request):
        _only_for_who_may(request)
        form = UploadForm(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
        )
        if form.is_bound and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = steps.receive(
                    file.chunks(),
                    name=file.name,
                    size=file.size,
                    source=form.cleaned_data["source"],
                    by=request.user,
                )
                return HttpResponseRedirect(_address(upload))
            except Unreadable as refusal:
                form.add_error("file", refusal.reason)
        steps.sweep(at=timezone.now())
        unfinished = Upload.objects.filter(state__in=Upload.UNFINISHED).select_related("by")
        context = self._context(request, title=_("Import films"), form=form, others=unfinished)
        return render(request, "admin/imports/new.html", context)

    def file(self, request, pk):
        """The page of a file in whatever state it is; a button of another state does nothing."""
        _only_for_who_may(request)
        upload = get_object_or_404(Upload.objects.select_related("by", "run"), pk=pk)
        steps.settle(upload)
        if request.method == "POST":
            answer = self._act(request, upload)
            return answer or HttpResponseRedirect(_address(upload))
        return self._show(request, upload)

    def _act(self, request, upload):
        """Do what the button says; an answer of its own where there is more to put right."""
        if "cancel" in request.POST:
            if steps.cancel(upload):
                words = _("“%(file)s” is given up. Nothing was brought in.")
                messages.success(request, words % {"file": upload})
                return HttpResponseRedirect(reverse("admin:catalog_import_new"))
        elif "again" in request.POST:
            steps.look_again(upload)
        elif upload.state == State.HEADINGS:
            form = HeadingsForm(request.POST, upload=upload)
            if not form.is_valid():
                return self._show(request, upload, form)
            steps.confirm_headings(upload, form.meanings, form.orders)
        elif "confirm" in request.POST:
            return self._confirm(request, upload)
        return None

    def _confirm(self, request, upload):
        form = ConfirmForm(request.POST, upload=upload)
        if not form.is_valid():
            return self._show(request, upload, form)
        choices = form.cleaned_data
        is_taken = steps.confirm(
            upload,
            choices["digest"],
            keeps_good=choices["which"] == "good",
            as_drafts=choices["shown"] == "drafts",
        )
        if not is_taken and upload.state == State.PLANNED:
            messages.error(request, steps.CHANGED)
        return None

    def _show(self, request, upload, form=None):
        if upload.state == State.DONE and upload.run:
            address = reverse("admin:catalog_importrun_change", args=[upload.run.pk])
            return HttpResponseRedirect(address)
        context = self._context(request, title=str(upload), upload=upload)
        if upload.is_at_work:
            context["progress"] = progress_of(steps.job_of(upload))
        elif upload.state == State.HEADINGS:
            context["form"] = form or HeadingsForm(upload=upload)
        elif upload.state == State.PLANNED:
            context |= _preview(request, upload)
            context["form"] = form or ConfirmForm(upload=upload)
        return render(request, f"admin/imports/{_template(upload)}.html", context)

    def _context(self, request, **values):
        return {**self.admin_site.each_context(request), "opts": self.opts, **values}


def _only_for_who_may(request):
    if not request.user.has_perm(MAY):
        raise PermissionDenied


def _address(upload):
    return reverse("admin:catalog_import_file", args=[upload.pk])


def _template(upload):
    if upload.is_at_work:
        return "at_work"
    return upload.state if upload.state in {State.HEADINGS, State.PLANNED} else "over"


def _preview(request, upload):
    try:
        preview = Preview(upload)
    except OSError as gone:
        raise Http404 from gone
    shown = request.GET.get("show", "")
    return {
        "preview": preview,
        "page": preview.page(shown, page_number(request.GET.get("page", ""))),
    }
