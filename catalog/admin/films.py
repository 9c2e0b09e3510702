"""A film on one screen, in working order, and the list of all films."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.export import ExportMixin
from catalog.admin.festival_text import FestivalTextMixin
from catalog.admin.fields import TypedFields
from catalog.admin.film_form import FilmForm, checks_of
from catalog.admin.film_groups import GROUPS, unfolded
from catalog.admin.film_list import (
    DecadeFilter,
    FilmChangeList,
    PosterFilter,
    PublishedFilter,
    SubjectFilter,
    column_of,
)
from catalog.admin.indexed import IndexedMixin
from catalog.admin.preview import preview_of
from catalog.admin.seen import SeenMixin
from catalog.admin.typed_filter import TypedFilterMixin
from catalog.models import Film, Image
from catalog.models.film import ordered
from catalog.pictures import making


@admin.register(Film)
class FilmAdmin(
    ExportMixin,
    FestivalTextMixin,
    TypedFields,
    TypedFilterMixin,
    IndexedMixin,
    SeenMixin,
    admin.ModelAdmin,
):
    form = FilmForm
    fieldsets = [(name, {"fields": fields}) for name, fields, _inlines in GROUPS]
    autocomplete_fields = ["subjects", "collections", "distributors"]
    prepopulated_fields = {"slug": ["title"]}

    list_display = ["title", "year", "directed_by", "publication"]
    list_filter = [PublishedFilter, PosterFilter, "colour", DecadeFilter, SubjectFilter]
    search_fields = [
        "title",
        "original_title",
        "other_titles__text",
        "credits__person__name",
        "credits__person__original_name",
        "identifier",
    ]
    search_help_text = gettext_lazy("Title, people or identifier")
    list_per_page = 100
    show_full_result_count = False

    def get_inlines(self, request, obj):
        return [inline for _name, _fields, inlines in GROUPS for inline in unfolded(inlines)]

    def get_list_display(self, request):
        joined = [column_of(import_string(path)) for path in settings.FILM_ADMIN_COLUMNS]
        return [*self.list_display, *joined]

    def get_changelist(self, request, **kwargs):
        return FilmChangeList

    def get_actions(self, request):
        """Those that the settings join say which right they need."""
        actions = super().get_actions(request)
        for action in map(import_string, settings.FILM_ADMIN_ACTIONS):
            if request.user.has_perm(action.needs):
                actions[action.__name__] = (action, action.__name__, action.short_description)
        return actions

    @admin.display(description=gettext_lazy("year"), ordering="year_from")
    def year(self, film):
        return film.year_display

    @admin.display(description=gettext_lazy("directors"))
    def directed_by(self, film):
        """The list loads no other credits (`FilmChangeList`)."""
        return ", ".join(str(credit.person) for credit in ordered(film.credits.all()))

    @admin.display(description=gettext_lazy("published"), ordering="published_from")
    def publication(self, film):
        if film.published_from is None:
            return _("Draft")
        if film.is_published(at=timezone.now()):
            return _("Published")
        day = formats.date_format(timezone.localdate(film.published_from))
        return _("From %(day)s") % {"day": day}

    def view_on_site(self, film):
        """Only where there is a page to see."""
        return film.get_absolute_url() if film.is_published(at=timezone.now()) else None

    def get_readonly_fields(self, request, obj=None):
        """The permanent identifier is chosen once."""
        fixed = ["identifier"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        reading = [(name, dict(options)) for name, options in fieldsets]
        reading[1][1]["fields"] = ["published_from"]  # nothing to tick for who only reads
        return reading

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        tables = {type(table.opts): table for table in context["inline_admin_formsets"]}
        context["groups"] = [
            (fieldset, [tables[inline] for inline in unfolded(inlines) if inline in tables])
            for fieldset, (_name, _fields, inlines) in zip(
                context["adminform"], GROUPS, strict=True
            )
        ]
        if obj:
            context["preview"] = preview_of(obj, request.user, at=timezone.now())
            context["checks"] = checks_of(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if any(formset.model is Image and formset.has_changed() for formset in formsets):
            making.ask_for(making.unmade().filter(film=form.instance))

    def response_change(self, request, obj):
        if "_viewonsite" not in request.POST:
            return super().response_change(request, obj)
        page = self.view_on_site(obj)
        if page is None:
            words = _("“%(film)s” is saved. It is a draft, so it has no page to see yet.")
            messages.info(request, words % {"film": obj})
            page = reverse("admin:catalog_film_change", args=[obj.pk])
        return HttpResponseRedirect(page)
