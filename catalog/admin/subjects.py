"""Subject headings, and collections."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.admin.indexed import IndexedMixin
from catalog.admin.merging import MergingMixin
from catalog.admin.rows import CompactInline
from catalog.admin.seen import SeenMixin
from catalog.models import Collection, Subject, SubjectAlias


class SubjectAliasInline(CompactInline):
    model = SubjectAlias
    fields = ["name"]


class SubjectForm(forms.ModelForm):
    def clean_parent(self):
        """No subject stands below itself, however many steps down."""
        wider = self.cleaned_data["parent"]
        above, passed = wider, set()
        while above is not None and above.pk not in passed:
            if above.pk == self.instance.pk:
                raise ValidationError(
                    _("“%(wider)s” is “%(subject)s” itself, or stands below it."),
                    params={"wider": wider, "subject": self.instance},
                )
            passed.add(above.pk)
            above = above.parent
        return wider


@admin.register(Subject)
class SubjectAdmin(MergingMixin, IndexedMixin, SeenMixin, admin.ModelAdmin):
    form = SubjectForm
    list_display = ["name", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name", "aliases__name"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SubjectAliasInline]


@admin.register(Collection)
class CollectionAdmin(IndexedMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "introduction"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
