"""Media with their versions and text tracks, and the list of all of them."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from catalog.admin.fields import TypedFields
from catalog.admin.seen import SeenMixin
from catalog.keys import is_key
from streaming.admin.captions import CaptionsInline, LacksFilter
from streaming.admin.version_words import told, watched_in_words
from streaming.admin.versions import VersionPagesMixin
from streaming.models import Captions, Media, Version


class CaptionsFilter(admin.SimpleListFilter):
    title = _("captions")
    parameter_name = "captions"

    def lookups(self, request, model_admin):
        return [("yes", _("Has captions")), ("no", _("No captions"))]

    def queryset(self, request, queryset):
        captions = Exists(Captions.objects.filter(media=OuterRef("pk")))
        if self.value() == "yes":
            return queryset.filter(captions)
        return queryset.filter(~captions) if self.value() == "no" else queryset


class FileFilter(admin.SimpleListFilter):
    title = _("film file")
    parameter_name = "file"

    def lookups(self, request, model_admin):
        return [("yes", _("Is there")), ("no", _("Is missing"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.exclude(file="")
        return queryset.filter(file="") if self.value() == "no" else queryset


@admin.register(Media)
class MediaAdmin(TypedFields, VersionPagesMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["film", "is_there", "newest", "rights_from", "rights_until", "tracks"]
    list_filter = [CaptionsFilter, LacksFilter, FileFilter]
    search_fields = ["film__title", "film__identifier"]
    autocomplete_fields = ["film"]
    inlines = [CaptionsInline]
    fields = [
        "film",
        ("watched", "duration_seconds"),
        ("rights_from", "rights_until"),
        "territories",
        ("withdrawn_at", "withdrawal_note"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("film", "version")

    def get_readonly_fields(self, request, obj=None):
        """The length of a version is what was measured; that of a file without one is typed."""
        is_measured = obj is not None and obj.version_id is not None
        return ["watched", *(["duration_seconds"] if is_measured else [])]

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        versions = Prefetch("versions", Version.objects.defer("log", "facts", "made"))
        rows = changelist.result_list.prefetch_related("captions", versions)
        changelist.result_list = rows
        return changelist

    def change_view(self, request, object_id, form_url="", extra_context=None):
        found = Version.objects.defer("log").select_related("media__film")
        versions = found.filter(media=object_id) if is_key(object_id) else ()
        context = {
            "versions": [told(version) for version in versions],
            "may_change": self.has_change_permission(request),
        }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    @admin.display(description=_("film file"))
    def watched(self, media):
        return watched_in_words(media)

    @admin.display(description=_("newest version"))
    def newest(self, media):
        version = next(iter(media.versions.all()), None)
        if version is None:
            return ""
        return _("is watched") if version.pk == media.version_id else version.get_state_display()

    @admin.display(description=_("film file"), boolean=True)
    def is_there(self, media):
        return media.is_ready

    @admin.display(description=_("text tracks"))
    def tracks(self, media):
        return ", ".join(map(str, media.captions.all()))
