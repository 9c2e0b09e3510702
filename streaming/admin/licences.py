"""Licences: one by one, and many at a time."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.seen import SeenMixin
from catalog.admin.typed_filter import TypedFilter, TypedFilterMixin
from catalog.keys import is_key
from streaming.admin.bulk_acts import within_reach
from streaming.admin.end import end_now
from streaming.admin.film_inlines import LicenceState, tell_overlap
from streaming.admin.grant import GrantMixin, first_day
from streaming.admin.own_university import OwnUniversity
from streaming.availability import LEAVING_SOON
from streaming.models import Licence, University


class UniversityFilter(TypedFilter):
    title = _("university")
    parameter_name = "university"
    source = (Licence, "university")


class FilmFilter(TypedFilter):
    title = _("film")
    parameter_name = "film"
    source = (Licence, "film")


class DaysFilter(admin.SimpleListFilter):
    """By the day that it is at each licence's university, as its state beside it."""

    title = _("days")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return [
            ("now", _("Running")),
            ("ending", _("Ends within 30 days")),
            ("later", _("From a day to come")),
            ("over", _("Over")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "now":
                return queryset.running(at=now)
            case "ending":
                return queryset.ending_within(LEAVING_SOON, at=now)
            case "later":
                return queryset.to_come(at=now)
            case "over":
                return queryset.over(at=now)
        return queryset


@admin.register(Licence)
class LicenceAdmin(
    LicenceState, OwnUniversity, GrantMixin, TypedFilterMixin, SeenMixin, admin.ModelAdmin
):
    list_display = ["film", "university", "starts_on", "ends_on", "state", "seats", "kind"]
    list_filter = [DaysFilter, "kind", UniversityFilter, FilmFilter]
    list_select_related = ["film__media", "university"]
    search_fields = ["film__title", "university__name", "order_number", "film__identifier"]
    autocomplete_fields = ["film", "university"]
    actions = [end_now]
    fieldsets = [
        (None, {"fields": ["film", "university", ("starts_on", "ends_on"), ("seats", "kind")]}),
        (_("Order"), {"fields": [("price", "order_number"), "note"]}),
        (_("Ended early"), {"fields": ["revoked_at"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("film__media", "university")

    def get_changeform_initial_data(self, request):
        """Who cares for one university has it filled in."""
        mine = list(University.objects.filter(self.add_limit(request))[:2])
        own = {"university": mine[0].pk} if len(mine) == 1 else {}
        today = {"starts_on": first_day(mine)}
        return {**own, **today, **super().get_changeform_initial_data(request)}

    def history_view(self, request, object_id, extra_context=None):
        """With what was done to it and to others at once, as long as that can be undone."""
        acts = within_reach(request.user).filter(undone_at=None)
        key = object_id if is_key(object_id) else 0
        context = {"acts": acts.filter(lines__id=key).distinct(), **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        tell_overlap(request, obj)
