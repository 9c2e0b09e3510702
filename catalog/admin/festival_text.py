"""A film's festivals as one text, to paste and to edit."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.seen import CHANGED, FIELD, lock, seen_now
from catalog.exchange.festival_text import UnreadableText, read, write
from catalog.festivals import carry_out, entries_of, plan, rows_of
from catalog.history import Kin
from catalog.models import Award, Film, Participation
from catalog.search.writer import index_stale

KINS = [Kin(Participation, ("film",)), Kin(Award, ("participation", "film"))]


class FestivalTextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("festivals"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "cols": 80, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A festival begins with “  • ”. Below it, four spaces and an award, one a line."
        ),
    )

    def clean_text(self):
        try:
            self.entries = read(self.cleaned_data["text"])
        except UnreadableText as error:
            raise ValidationError(list(error.args)) from error
        return self.cleaned_data["text"]


class FestivalTextMixin(admin.ModelAdmin):
    """The page beside a film's form: paste or edit, see what changes, save."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.festival_text)
        return [
            path("<int:pk>/festivals/", view, name="catalog_film_festivals"),
            *super().get_urls(),
        ]

    @transaction.atomic
    def festival_text(self, request, pk):
        film = Film.objects.filter(pk=pk).first()
        if film is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self.has_change_permission(request, film):
            raise PermissionDenied
        if request.method == "POST":
            lock(film)
        seen = seen_now(KINS, film.pk)
        form = FestivalTextForm(
            request.POST if request.method == "POST" else None,
            initial={"text": write(entries_of(rows_of(film)))},
        )
        preview = None
        if form.is_bound and form.is_valid():
            preview = plan(film, form.entries)
            confirmed = "confirm" in request.POST
            if confirmed and request.POST.get(FIELD) == seen:
                carry_out(preview)
                index_stale()
                self.log_change(request, film, _("Festivals saved as text."))
                messages.success(
                    request, _("The festivals of “%(film)s” are saved.") % {"film": film}
                )
                return HttpResponseRedirect(reverse("admin:catalog_film_change", args=[film.pk]))
            if confirmed:
                messages.error(request, CHANGED)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Festivals of “%(film)s” as text") % {"film": film},
            "film": film,
            "opts": self.opts,
            "form": form,
            "plan": preview,
            "seen": seen,
        }
        return render(request, "admin/festival_text.html", context)
