"""Pages of a film's versions: hand one in, see what becomes of it, say which one is watched."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.admin.upload_form import UploadForm
from streaming.admin.version_words import told
from streaming.media import versions
from streaming.media.uploads import steps
from streaming.models import Version


class VersionPagesMixin(admin.ModelAdmin):
    """Beside the form of a film's media; who may change media may do all of it."""

    def get_urls(self):
        def page(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"streaming_media_{name}")

        return [
            page("film/<int:pk>/upload/", self.upload, "upload"),
            page("versions/<int:pk>/", self.version, "version"),
            page("versions/<int:pk>/remove/", self.remove_version, "remove"),
            *super().get_urls(),
        ]

    def upload(self, request, pk):
        """Hand a file in: by the script piece by piece, without it as one form."""
        self._only_for_who_may_change(request)
        film = get_object_or_404(Film.objects.select_related("media"), pk=pk)
        is_sent = request.method == "POST"
        form = UploadForm(*(request.POST, request.FILES) if is_sent else ())
        if is_sent and form.is_valid():
            version = form.hand_over(film, by=request.user)
            if version is not None:
                return HttpResponseRedirect(address_of(version))
        context = self._context(
            request,
            title=_("Upload a film file"),
            media=getattr(film, "media", None),
            film=film,
            form=form,
            unfinished=steps.unfinished(film, request.user),
        )
        return render(request, "admin/media/upload.html", context, status=form.status)

    def version(self, request, pk):
        """One version in whatever state it is; a button of another state does nothing."""
        version = self._version(request, pk)
        if request.method == "POST":
            self._only_for_who_may_change(request)
            self._act(request, version)
            return HttpResponseRedirect(address_of(version))
        context = self._context(
            request, title=str(version), media=version.media, told=told(version)
        )
        return render(request, "admin/media/version.html", context)

    def _act(self, request, version):
        by = request.user.get_username()
        if "again" in request.POST and versions.try_again(version, by=by):
            messages.success(request, _("“%(version)s” is packaged anew.") % {"version": version})
        elif "live" in request.POST and versions.make_live(version, by=by):
            words = _("“%(version)s” is what viewers watch now.")
            messages.success(request, words % {"version": version})

    def remove_version(self, request, pk):
        """What removing it would take away, and then doing so."""
        version = self._version(request, pk)
        self._only_for_who_may_change(request)
        reason = versions.why_not_removed(version)
        if request.method == "POST" and not reason:
            versions.remove(version, by=request.user.get_username())
            messages.success(request, _("“%(version)s” is removed.") % {"version": version})
            media = reverse("admin:streaming_media_change", args=[version.media_id])
            return HttpResponseRedirect(media)
        context = self._context(
            request,
            title=_("Remove this version?"),
            media=version.media,
            told=told(version),
            reason=reason,
        )
        return render(request, "admin/media/remove.html", context)

    def _version(self, request, pk):
        found = Version.objects.select_related("media__film")
        version = get_object_or_404(found, pk=pk)
        if not self.has_view_or_change_permission(request, version.media):
            raise PermissionDenied
        versions.settle(version)
        return version

    def _only_for_who_may_change(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _context(self, request, **values):
        may_change = self.has_change_permission(request)
        usual = self.admin_site.each_context(request)
        return {**usual, "opts": self.opts, "may_change": may_change, **values}


def address_of(version: Version) -> str:
    return reverse("admin:streaming_media_version", args=[version.pk])
