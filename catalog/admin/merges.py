"""What was merged, by whom, and the way back."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.told import ToldMixin
from catalog.authority.merging import Refused, undo
from catalog.models import Merge
from catalog.search.writer import index_stale


@admin.register(Merge)
class MergeAdmin(ToldMixin, admin.ModelAdmin):
    list_display = ["made_at", "kind", "absorbed_name", "kept_name", "made_by", "undone_at"]
    list_display_links = None
    list_filter = ["kind"]
    list_select_related = ["made_by"]
    search_fields = ["kept_name", "absorbed_name"]
    actions = ["undo_chosen"]
    show_full_result_count = False

    def has_undo_permission(self, request):
        """As for merging: whoever may change and delete people may part them again."""
        return request.user.has_perms(["catalog.change_person", "catalog.delete_person"])

    @admin.action(description=gettext_lazy("Undo"), permissions=["undo"])
    def undo_chosen(self, request, merges):
        for merge in merges.order_by("-pk"):  # a later one may stand on an earlier one
            try:
                undo(merge, by=request.user)
            except Refused as refused:
                words = _("%(merge)s: %(refusal)s")
                messages.error(request, words % {"merge": merge, "refusal": refused})
            else:
                messages.success(request, _("Undone: %(merge)s.") % {"merge": merge})
        index_stale()
