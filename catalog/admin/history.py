"""The page that tells who changed what, on a thing and on all the rows its form shows."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, Q
from django.forms.models import _get_foreign_key
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalog.history import Kin, moments, timeline

PER_PAGE = 50


class HistoryMixin(admin.ModelAdmin):
    """Tell the history of the thing and of the rows in its inlines, and in theirs."""

    def kins(self, request, obj) -> list[Kin]:
        """What belongs to the thing: itself, and what this person sees in its form."""
        kins = [Kin(self.model)]
        for inline in self.get_inline_instances(request, obj):
            if hasattr(inline.model, "history"):
                kins += self._kins_of_inline(inline, request)
        return kins

    def _kins_of_inline(self, inline, request) -> list[Kin]:
        path = (foreign_key(self.model, inline.model, inline.fk_name),)
        only = inline.history_limit(request) if hasattr(inline, "history_limit") else Q()
        below = list(getattr(inline, "nested_models", []))
        if self.admin_site.is_registered(inline.model):
            below += [row.model for row in self.admin_site.get_model_admin(inline.model).inlines]
        nested = [Kin(model, (foreign_key(inline.model, model), *path)) for model in below]
        return [Kin(inline.model, path, only), *nested]

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        kins = self.kins(request, obj)
        page = Paginator(timeline(kins, obj.pk), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(thing)s") % {"thing": obj},
            "object": obj,
            "opts": self.opts,
            "page": page,
            "moments": moments(kins, page.object_list),
            **(extra_context or {}),
        }
        return render(request, "admin/history.html", context)


def foreign_key(parent: type[Model], child: type[Model], name: str | None = None) -> str:
    return _get_foreign_key(parent, child, fk_name=name).name
