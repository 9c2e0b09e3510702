"""Two things made one: likely doubles, what a merge would do, and the list of merges to undo."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.authority.doubles import doubles, films_of
from catalog.authority.merging import Refused, merge, refuse
from catalog.keys import is_key
from catalog.search.writer import index_stale

MOST_FILMS = 20  # named on the page; the rest is counted
PER_PAGE = 50


@dataclass(frozen=True)
class Side:
    """One of the two, as the page shows it. refusal: why it cannot be the one that stays."""

    thing: Any
    names: list[str]
    films: list[str]
    more: int
    refusal: str


class StayForm(forms.Form):
    def __init__(self, *args: Any, things: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(thing.pk), str(thing)) for thing in things]
        self.fields["stays"] = forms.ChoiceField(label=_("which one stays"), choices=choices)


class MergingMixin(admin.ModelAdmin):
    """For things that several lists name: an action on two rows, and a list of likely doubles."""

    change_list_template = "admin/merging/change_list.html"

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.may_merge(request):
            actions["merge_two"] = (merge_two, "merge_two", merge_two.short_description)
        return actions

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge), name=f"{name}_merge"),
            path("doubles/", view(self.doubles), name=f"{name}_doubles"),
            *super().get_urls(),
        ]

    def may_merge(self, request) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def changelist_view(self, request, extra_context=None):
        doubles_at = reverse(f"admin:catalog_{self.opts.model_name}_doubles")
        extra = {"doubles_at": doubles_at if self.may_merge(request) else ""}
        return super().changelist_view(request, extra | (extra_context or {}))

    def doubles(self, request):
        """Names that are written alike; each pair leads to the page that merges it."""
        if not self.may_merge(request):
            raise PermissionDenied
        page = Paginator(doubles(self.model), PER_PAGE).get_page(request.GET.get("p"))
        context = {"title": _("Likely doubles"), "page": page, "merge_at": self._merge_at()}
        return self._page(request, "admin/merging/doubles.html", context)

    def merge(self, request):
        if not self.may_merge(request):
            raise PermissionDenied
        keys = [key for key in dict.fromkeys(request.GET.getlist("of")) if is_key(key)]
        things = list(self.model.objects.filter(pk__in=keys[:2]).order_by("pk"))
        if len(things) != 2 or len(keys) != 2:
            messages.error(request, _("Choose two to merge."))
            return HttpResponseRedirect(self._list_at())
        form = StayForm(request.POST or None, things=things)
        if request.method == "POST" and form.is_valid():
            kept, absorbed = sorted(things, key=lambda t: str(t.pk) != form.cleaned_data["stays"])
            try:
                made = merge(kept, absorbed, by=request.user)
            except Refused as refused:
                form.add_error("stays", str(refused))
            else:
                index_stale()
                self.log_change(request, kept, _("Merged: %(merge)s.") % {"merge": made})
                words = _("Merged: %(merge)s. The list of merges can undo it.")
                messages.success(request, words % {"merge": made})
                return HttpResponseRedirect(reverse("admin:catalog_merge_changelist"))
        sides = [_side(thing, other) for thing, other in zip(things, things[::-1], strict=True)]
        context = {"title": _("Which one stays?"), "form": form, "sides": sides}
        return self._page(request, "admin/merging/merge.html", context)

    def _page(self, request, template, context):
        usual = {"opts": self.opts, "list_at": self._list_at()}
        return render(
            request, template, {**self.admin_site.each_context(request), **usual, **context}
        )

    def _list_at(self) -> str:
        return reverse(f"admin:catalog_{self.opts.model_name}_changelist")

    def _merge_at(self) -> str:
        return reverse(f"admin:catalog_{self.opts.model_name}_merge")


@admin.action(description=gettext_lazy("Merge these two…"))
def merge_two(model_admin, request, things):
    keys = list(things.order_by("pk").values_list("pk", flat=True)[:3])
    if len(keys) != 2:
        messages.error(request, _("Choose two to merge."))
        return None
    query = "&".join(f"of={key}" for key in keys)
    return HttpResponseRedirect(f"{model_admin._merge_at()}?{query}")


def _side(thing: Any, other: Any) -> Side:
    films = films_of(thing)
    titles = [str(film) for film in films[: MOST_FILMS + 1]]
    more = films.count() - MOST_FILMS if len(titles) > MOST_FILMS else 0
    try:
        refuse(thing, other)
        refusal = ""
    except Refused as refused:
        refusal = str(refused)
    names = [str(alias) for alias in thing.aliases.all()]
    return Side(thing, names, titles[:MOST_FILMS], more, refusal)
