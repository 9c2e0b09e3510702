"""People, and those who sell the right to show films."""

from django.contrib import admin

from catalog.admin.fields import TypedFields
from catalog.admin.indexed import IndexedMixin
from catalog.admin.merging import MergingMixin
from catalog.admin.rows import CompactInline
from catalog.admin.seen import SeenMixin
from catalog.models import Distributor, DistributorAlias, Person, PersonAlias


class PersonAliasInline(CompactInline):
    model = PersonAlias
    fields = ["name"]


class DistributorAliasInline(CompactInline):
    model = DistributorAlias
    fields = ["name"]


@admin.register(Person)
class PersonAdmin(MergingMixin, TypedFields, IndexedMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "family_name", "original_name", "is_collective"]
    list_filter = ["is_collective"]
    search_fields = ["name", "family_name", "given_name", "original_name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PersonAliasInline]


@admin.register(Distributor)
class DistributorAdmin(MergingMixin, IndexedMixin, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "rights_contact", "territory"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [DistributorAliasInline]
