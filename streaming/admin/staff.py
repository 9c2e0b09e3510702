"""Staff accounts and their roles."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from catalog.admin.rows import CompactInline
from streaming import audit
from streaming.models import AuditLine, Membership
from streaming.staff_codes import turn_off

User = get_user_model()
admin.site.unregister(Group)  # roles are memberships; a second way would contradict them
admin.site.unregister(User)
for device in (TOTPDevice, StaticDevice):  # whoever owns one has a page for it; nobody else sees it
    admin.site.unregister(device)


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
        (gettext_lazy("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (
            gettext_lazy("Account"),
            {"fields": [("is_active", "is_staff", "is_superuser"), "last_login"]},
        ),
    ]
    readonly_fields = ["last_login"]
    actions = ["end_codes"]
    filter_horizontal = []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__university")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.changed_data:
            self._tell(request, obj, ", ".join(form.changed_data))

    def delete_model(self, request, obj):
        self._tell(request, obj, _("removed"))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            self._tell(request, user, _("removed"))
        super().delete_queryset(request, queryset)

    @admin.action(description=gettext_lazy("End one-time codes"), permissions=["change"])
    def end_codes(self, request, users):
        """For who has lost the app and the paper: the password alone lets in again."""
        for user in users:
            turn_off(request, user)
        words = ngettext(
            "%(count)s account has no codes now.",
            "%(count)s accounts have no codes now.",
            len(users),
        )
        messages.success(request, words % {"count": len(users)})

    def _tell(self, request, user, why):
        """The names of what was changed, a password's too, and no value."""
        audit.record(
            AuditLine.Act.CHANGE,
            who=request.user.get_username(),
            university=None,
            what=_("Account: %(name)s") % {"name": user},
            why=why,
        )

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user):
        return ", ".join(
            f"{membership} ({membership.university})" if membership.university else str(membership)
            for membership in user.memberships.all()
        )
