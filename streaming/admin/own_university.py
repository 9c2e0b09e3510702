"""The own-university rule: rows of a university are for those who have the right there.

What is another university's answers as if it were not there: lists, forms, autocompletes and
bulk pages all ask `get_queryset`, and the fields of a form offer what their own list would show.
"""

from typing import Any

from django.db.models import Q

from catalog.history import Kin
from streaming.access.roles import rights_of
from streaming.models import University


def limit_to(user, permission: str, path: str) -> Q:
    """The rows at the universities where an account has a permission."""
    universities = rights_of(user).universities(permission)
    return Q() if universities is None else Q(**{f"{path}__in": universities})


class OwnUniversity:
    """For a form of the admin or an inline. `path` leads from a row to its university's key."""

    opts: Any
    path = "university_id"

    def permission(self, act: str) -> str:
        return f"streaming.{act}_{self.opts.model_name}"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.filter(limit_to(request.user, self.permission("view"), self.path))

    def history_limit(self, request):
        return limit_to(request.user, self.permission("view"), self.path)

    def kins(self, request, obj):
        """What a row was while it was another university's is not told here."""
        own, *below = super().kins(request, obj)
        if self.path != "university_id":
            return [own, *below]
        return [Kin(own.model, own.path, self.history_limit(request)), *below]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._reaches(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._reaches(request, "delete", obj)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._reaches(request, "view", obj)

    def has_add_permission(self, request, obj=None):
        """An inline of a university is asked about the university; a form about nothing."""
        allowed = super().has_add_permission(request, *([obj] if self._is_inline else []))
        return allowed and self._reaches(request, "add", obj)

    @property
    def _is_inline(self) -> bool:
        return hasattr(self, "parent_model")

    def _reaches(self, request, act: str, obj) -> bool:
        universities = rights_of(request.user).universities(self.permission(act))
        if universities is None or obj is None:
            return True
        if isinstance(obj, University):
            return obj.pk in universities
        if not hasattr(obj, self.path):
            return True  # a film: its inlines are limited row by row
        return getattr(obj, self.path) in universities

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is University:
            # To change a row is to be able to give it away: both ends must be one's own.
            mine = limit_to(request.user, self.permission("change"), "pk")
            kwargs["queryset"] = University.objects.filter(mine)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
