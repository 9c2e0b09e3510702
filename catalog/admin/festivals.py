"""Festivals and the other names they go by."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from catalog.admin.indexed import IndexedMixin
from catalog.admin.merging import MergingMixin
from catalog.admin.rows import CompactInline
from catalog.admin.seen import SeenMixin
from catalog.models import Festival, FestivalAlias


class FestivalAliasInline(CompactInline):
    model = FestivalAlias
    fields = ["name"]


@admin.register(Festival)
class FestivalAdmin(MergingMixin, IndexedMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "site", "films"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FestivalAliasInline]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(shown=Count("participations__film", distinct=True))
        )

    @admin.display(description=_("films"), ordering="shown")
    def films(self, festival):
        return festival.shown
