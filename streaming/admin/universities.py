"""Universities: how their people are recognised, who may frame us, and their own words."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.fields import TypedFields
from catalog.admin.rows import CompactInline, RowsFormSet
from catalog.admin.seen import SeenMixin
from streaming.access.roles import rights_of
from streaming.admin.course_systems import addresses_in_words
from streaming.admin.own_university import OwnUniversity
from streaming.embed_code import code_for_list
from streaming.models import AddressRange, EmbeddingOrigin, MailDomain, University, Wording

TO_COPY = ["code_for_list", "for_course_systems"]  # on the form of a university that is there


class RangeFormSet(RowsFormSet):
    """Refuse ranges that overlap each other: the database cannot tell of those not yet saved."""

    def clean(self):
        super().clean()
        rows = [
            form
            for form in self.forms
            if getattr(form.instance, "first", "") and not form.cleaned_data.get("DELETE")
        ]
        rows.sort(key=lambda form: form.instance.first)
        for i, form in enumerate(rows):
            for other in rows[:i]:
                if other.instance.last >= form.instance.first and not form.errors:
                    words = _("%(network)s overlaps %(other)s in this form.")
                    ranges = {"network": form.instance.network, "other": other.instance.network}
                    form.add_error("network", words % ranges)


class AddressRangeInline(OwnUniversity, CompactInline):
    model = AddressRange
    formset = RangeFormSet
    fields = ["network", "note"]


class EmbeddingOriginInline(OwnUniversity, CompactInline):
    model = EmbeddingOrigin
    fields = ["origin"]


class MailDomainInline(OwnUniversity, CompactInline):
    model = MailDomain
    fields = ["domain"]


class WordingInline(TypedFields, OwnUniversity, CompactInline):
    model = Wording
    fields = ["message", "language", "text"]


class UniversityForm(forms.ModelForm):
    def clean_country(self):
        return self.cleaned_data["country"].upper()


@admin.register(University)
class UniversityAdmin(OwnUniversity, SeenMixin, admin.ModelAdmin):
    path = "pk"
    form = UniversityForm
    list_display = ["name", "country", "timezone", "library_contact"]
    search_fields = ["name", "slug", "mail_domains__domain"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [("name", "slug"), ("timezone", "country"), "site", "library_contact", "logo"]
    inlines = [AddressRangeInline, EmbeddingOriginInline, MailDomainInline, WordingInline]

    def has_change_permission(self, request, obj=None):
        """Who may change rows of a university may save its form; its own fields stay shut.

        Without a university: whether there is one whose form they may save.
        """
        return self._may_change_it(request, obj) or self._may_change_rows(request, obj)

    def _may_change_it(self, request, obj) -> bool:
        return super().has_change_permission(request, obj)

    def _may_change_rows(self, request, obj) -> bool:
        rights = rights_of(request.user)
        for inline in self.inlines:
            reach = rights.universities(f"streaming.change_{inline.model._meta.model_name}")
            if reach is None or (reach if obj is None else obj.pk in reach):
                return True
        return False

    def get_fields(self, request, obj=None):
        return super().get_fields(request, obj) if obj is None else [*self.fields, *TO_COPY]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return super().get_readonly_fields(request, obj)
        if self._may_change_it(request, obj):
            return TO_COPY
        own = ["name", "slug", "timezone", "country", "site", "library_contact", "logo"]
        return [*own, *TO_COPY]

    @admin.display(description=gettext_lazy("for a course system (LTI 1.3)"))
    def for_course_systems(self, university):
        return addresses_in_words(university)

    @admin.display(description=gettext_lazy("line for a page of its own"))
    def code_for_list(self, university):
        """What shows its films in a frame; that of one film stands on the film's page."""
        words = _(
            "Shows its films on the sites listed below. The line for one film is on the film’s"
            " page, under “Cite and share”."
        )
        code = code_for_list(university.slug, university.name)
        return format_html("<code>{}</code><p>{}</p>", code, words)

    def get_prepopulated_fields(self, request, obj=None):
        if obj is None or self._may_change_it(request, obj):
            return super().get_prepopulated_fields(request, obj)
        return {}
