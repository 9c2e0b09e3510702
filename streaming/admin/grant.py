"""“Grant…”: many films for many universities, on a page that says first what it will change."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.autocomplete import Several
from catalog.keys import is_key
from catalog.models import Film
from streaming.admin.bulk_acts import with_way_back
from streaming.admin.own_university import limit_to
from streaming.admin.words import effects_in_words
from streaming.availability import Term
from streaming.bulk_acts import grant_all
from streaming.licences import effects_of_grant
from streaming.models import Licence, University

MOST_AT_ONCE = 1000
ADD = "streaming.add_licence"
TERM = ["starts_on", "ends_on", "seats", "kind", "price", "order_number", "note"]


class GrantForm(forms.ModelForm):
    universities = forms.ModelMultipleChoiceField(
        University.objects.none(), label=gettext_lazy("universities")
    )
    films = forms.ModelMultipleChoiceField(
        Film.objects.select_related("media"), label=gettext_lazy("films")
    )
    field_order = ["universities", "films", *TERM]

    class Meta:
        model = Licence
        fields = TERM
        widgets = {"starts_on": AdminDateWidget, "ends_on": AdminDateWidget}

    def __init__(self, *args, universities, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["universities"].queryset = universities
        for name, column in {"universities": "university", "films": "film"}.items():
            field = self.fields[name]
            field.widget = Several(Licence._meta.get_field(column), admin_site)
            field.widget.choices = field.choices

    def clean(self):
        cleaned = super().clean()
        licences = len(cleaned.get("films", ())) * len(cleaned.get("universities", ()))
        if licences > MOST_AT_ONCE:
            raise ValidationError(
                _("That would be %(licences)s licences; at most %(most)s can be granted at once."),
                params={"licences": licences, "most": MOST_AT_ONCE},
            )
        return cleaned


class GrantMixin(admin.ModelAdmin):
    """The page behind the button of the list of licences."""

    change_list_template = "admin/licence_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.grant)
        return [path("grant/", view, name="streaming_licence_grant"), *super().get_urls()]

    def add_limit(self, request):
        return limit_to(request.user, ADD, "pk")

    def grant(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = GrantForm(
            request.POST if request.method == "POST" else None,
            initial=self._asked_for(request),
            universities=University.objects.filter(self.add_limit(request)),
            admin_site=self.admin_site,
        )
        effects = None
        if form.is_bound and form.is_valid():
            values = {name: form.cleaned_data[name] for name in TERM}
            films, universities = form.cleaned_data["films"], form.cleaned_data["universities"]
            if "confirm" in request.POST:
                act = grant_all(list(films), list(universities), by=request.user, **values)
                count = act.lines.count()
                words = ngettext("%(count)s licence granted.", "%(count)s licences granted.", count)
                messages.success(request, with_way_back(words % {"count": count}, act))
                return HttpResponseRedirect(reverse("admin:streaming_licence_changelist"))
            if "back" not in request.POST:
                term = Term(values["starts_on"], values["ends_on"])
                effects = _effects(films, universities, term)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Grant licences") if effects is None else _("Grant these licences?"),
            "opts": self.opts,
            "form": form,
            "effects": effects,
            "media": self.media + form.media,
        }
        return render(request, "admin/grant_licences.html", context)

    def _asked_for(self, request):
        films = [key for key in request.GET.getlist("films") if is_key(key)]
        mine = list(University.objects.filter(self.add_limit(request))[:2])
        return {
            "starts_on": first_day(mine),
            "films": films[:MOST_AT_ONCE],
            "universities": mine if len(mine) == 1 else [],
        }


def first_day(universities):
    """Today: where it is one university alone, by its own calendar, which a licence counts by."""
    if len(universities) == 1:
        return universities[0].day_at(timezone.now())
    return timezone.localdate()


def _effects(films, universities, term):
    now = timezone.now()
    effects = effects_of_grant(list(films), list(universities), term, at=now)
    return effects_in_words(effects, at=now)


def grant_for_films(model_admin, request, films):
    """An action that streaming joins to the list of films."""
    keys = list(films.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        words = _("At most %(most)s films can be chosen at once.")
        messages.error(request, words % {"most": MOST_AT_ONCE})
        return None
    query = urlencode([("films", key) for key in keys])
    return HttpResponseRedirect(f"{reverse('admin:streaming_licence_grant')}?{query}")


grant_for_films.short_description = gettext_lazy("Grant a licence for these films…")  # type: ignore[attr-defined]
grant_for_films.needs = ADD  # type: ignore[attr-defined]
