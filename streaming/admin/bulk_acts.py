"""What was done to many licences at once, by whom, and the one way back."""

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.told import ToldMixin
from streaming.access.roles import rights_of
from streaming.admin.words import effects_in_words
from streaming.bulk_acts import Refused, Undoing, undo, undoing_of
from streaming.models import BulkAct

MAY = "streaming.change_licence"  # at every university that the act touched
MOST_NAMED = 10  # of those that were changed since, in the message; the page names all


def within_reach(user):
    """The acts that an account may take back."""
    return BulkAct.objects.within(rights_of(user).universities(MAY))


def way_back(act: BulkAct) -> str:
    return reverse("admin:streaming_bulkact_undo", args=[act.pk])


def with_way_back(words: str, act: BulkAct) -> SafeString:
    """What was done, as a message, and beside it the link that undoes it."""
    return format_html('{} <a href="{}">{}</a>', words, way_back(act), _("Undo…"))


@admin.register(BulkAct)
class BulkActAdmin(ToldMixin, admin.ModelAdmin):
    list_display = ["made_at", "kind", "way_back", "licences", "films", "universities", "made_by"]
    list_display_links = None
    list_filter = ["kind"]
    list_select_related = ["made_by", "undone_by"]
    show_full_result_count = False
    fields = ["kind", "made_at", "made_by", "undone_at", "undone_by"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY)

    def get_queryset(self, request):
        return within_reach(request.user).annotate(
            licence_count=Count("lines"),
            film_count=Count("lines__film", distinct=True),
            university_count=Count("lines__university", distinct=True),
        )

    def changelist_view(self, request, extra_context=None):
        title = {"title": _("What was done to many licences at once")}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo)
        return [path("<path:key>/undo/", view, name="streaming_bulkact_undo"), *super().get_urls()]

    @admin.display(description=gettext_lazy("licences"))
    def licences(self, act):
        return act.licence_count

    @admin.display(description=gettext_lazy("films"))
    def films(self, act):
        return act.film_count

    @admin.display(description=gettext_lazy("universities"))
    def universities(self, act):
        return act.university_count

    @admin.display(description=gettext_lazy("undo"))
    def way_back(self, act):
        if act.undone_at is None:
            return format_html('<a href="{}">{}</a>', way_back(act), _("Undo…"))
        at = formats.date_format(timezone.localtime(act.undone_at), "DATETIME_FORMAT")
        return _("Undone by %(who)s, %(when)s") % {"who": act.undone_by or "–", "when": at}

    def undo(self, request, key):
        """Names what would be put back, and puts it back when asked to."""
        act = self.get_object(request, key)
        if act is None or not self.has_view_permission(request, act):
            return self._get_obj_does_not_exist_redirect(request, self.opts, key)
        if request.method == "POST":
            return self._undone(request, act)
        now, undoing = timezone.now(), undoing_of(act)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Undo this?"),
            "opts": self.opts,
            "act": act,
            "undoing": undoing,
            "effects": effects_in_words(undoing.effects(at=now), at=now),
        }
        return render(request, "admin/undo_bulk_act.html", context)

    def _undone(self, request, act):
        try:
            undoing = undo(act, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:streaming_bulkact_changelist"))
        count = len(undoing.back)
        words = ngettext(
            "%(count)s licence is as it was before.",
            "%(count)s licences are as they were before.",
            count,
        )
        messages.success(request, words % {"count": count})
        if undoing.changed:
            messages.warning(request, _left_alone(undoing))
        return HttpResponseRedirect(reverse("admin:streaming_licence_changelist"))


def _left_alone(undoing: Undoing) -> str:
    named = [f"{line.film}, {line.university}" for line in undoing.changed[:MOST_NAMED]]
    if len(undoing.changed) > MOST_NAMED:
        named.append("…")
    words = ngettext(
        "%(count)s licence was changed since, and stays as it is: %(licences)s",
        "%(count)s licences were changed since, and stay as they are: %(licences)s",
        len(undoing.changed),
    )
    return words % {"count": len(undoing.changed), "licences": "; ".join(named)}
