"""Staff accounts and their roles."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from catalog.admin.rows import CompactInline
from streaming.models import Membership

User = get_user_model()
admin.site.unregister(Group)  # roles are memberships; a second way would contradict them
admin.site.unregister(User)


class MembershipInline(CompactInline):
    model = Membership
    fields = ["role", "university"]
    autocomplete_fields = ["university"]


@admin.register(User)
class StaffAdmin(UserAdmin):
    list_display = ["username", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (_("Account"), {"fields": [("is_active", "is_staff", "is_superuser"), "last_login"]}),
    ]
    readonly_fields = ["last_login"]
    filter_horizontal = []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__university")

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(
            f"{membership} ({membership.university})" if membership.university else str(membership)
            for membership in user.memberships.all()
        )
