"""Media with their text tracks, and the list of all of them."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from catalog.admin.fields import TypedFields
from catalog.admin.seen import SeenMixin
from streaming.admin.captions import CaptionsInline, LacksFilter
from streaming.models import Captions, Media


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
class MediaAdmin(TypedFields, SeenMixin, admin.ModelAdmin):
    list_display = ["film", "is_there", "rights_from", "rights_until", "withdrawn_at", "tracks"]
    list_filter = [CaptionsFilter, LacksFilter, FileFilter]
    search_fields = ["film__title", "film__identifier"]
    autocomplete_fields = ["film"]
    inlines = [CaptionsInline]
    fields = [
        "film",
        ("file", "duration_seconds"),
        ("rights_from", "rights_until"),
        "territories",
        ("withdrawn_at", "withdrawal_note"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("film")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("captions")
        return changelist

    @admin.display(description=_("film file"), boolean=True)
    def is_there(self, media):
        return media.is_ready

    @admin.display(description=_("text tracks"))
    def tracks(self, media):
        return ", ".join(map(str, media.captions.all()))
