"""What staff save is found at once: the index is written at the end of the save's transaction."""

from django.contrib import admin

from catalog.search.writer import index_stale


class IndexedMixin(admin.ModelAdmin):
    """For things that films are found by. Without it, whoever searches first waits for it."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_stale()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        index_stale()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        index_stale()
