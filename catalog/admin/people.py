"""People, and those who sell the right to show films."""

from django.contrib import admin

from catalog.admin.fields import TypedFields
from catalog.admin.seen import SeenMixin
from catalog.models import Distributor, Person


@admin.register(Person)
class PersonAdmin(TypedFields, SeenMixin, admin.ModelAdmin):
    list_display = ["name", "family_name", "original_name", "is_collective"]
    list_filter = ["is_collective"]
    search_fields = ["name", "family_name", "given_name", "original_name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Distributor)
class DistributorAdmin(SeenMixin, admin.ModelAdmin):
    list_display = ["name", "rights_contact", "territory"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
