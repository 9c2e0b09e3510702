"""Staff accounts and their roles."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from catalog.admin.extra_fields import ExtraFieldsMixin
from catalog.admin.lookups import OwnLookups
from catalog.admin.rows import CompactInline
from streaming import audit
from streaming.access.own_staff import (
    GIVEN,
    accounts_of,
    homes_of,
    is_limited,
    is_wholly_theirs,
    roles_given_by,
    university_of,
)
from streaming.admin.new_account import NewAccountForm
from streaming.admin.own_university import OwnUniversity
from streaming.models import AuditLine, Membership
from streaming.staff_codes import turn_off

User = get_user_model()
ROLES = Membership.Role.choices
admin.site.unregister(Group)  # roles are memberships; a second way would contradict them
admin.site.unregister(User)
for device in (TOTPDevice, StaticDevice):  # whoever owns one has a page for it; nobody else sees it
    admin.site.unregister(device)


class MembershipInline(OwnUniversity, CompactInline):
    """Who cares for one university gives the roles of its people, each at that university."""

    model = Membership
    fields = ["role", "university"]
    autocomplete_fields = ["university"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=roles_given_by(request.user))

    def get_formset(self, request, obj=None, **kwargs):
        """An account without a role would be nobody's to see."""
        least = {"min_num": 1, "validate_min": True} if is_limited(request.user) else {}
        return super().get_formset(request, obj, **({} if obj else least) | kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if is_limited(request.user):
            kwargs["choices"] = [(role, label) for role, label in ROLES if role in GIVEN]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """No university would be the whole library."""
        kwargs["required"] = is_limited(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return ROLES

    def queryset(self, request, queryset):
        if self.value() not in Membership.Role.values:
            return queryset
        there = roles_given_by(request.user).filter(role=self.value())
        return queryset.filter(pk__in=there.values("user"))


@admin.register(User)
class StaffAdmin(ExtraFieldsMixin, OwnLookups, UserAdmin):
    add_form = NewAccountForm
    list_display = ["username", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", RoleFilter]
    inlines = [MembershipInline]
    person: Any = (gettext_lazy("Person"), {"fields": [("first_name", "last_name"), "email"]})
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        person,
        (
            gettext_lazy("Account"),
            {"fields": [("is_active", "is_staff", "is_superuser"), "last_login"]},
        ),
    ]
    fieldsets_of_a_university = [
        (None, {"fields": ["username", "password"]}),
        person,
        (gettext_lazy("Account"), {"fields": ["is_active", "last_login"]}),
    ]
    fieldsets_to_read = [(None, {"fields": ["username", "is_active"]}), person]
    readonly_fields = ["last_login"]
    actions = ["end_codes"]
    filter_horizontal = []

    def get_queryset(self, request):
        seen = roles_given_by(request.user).select_related("university")
        accounts = accounts_of(request.user, super().get_queryset(request))
        return accounts.prefetch_related(Prefetch("memberships", seen, to_attr="roles_seen"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.homes = homes_of(request.user)
        return form

    def get_fieldsets(self, request, obj=None):
        if obj is None or not is_limited(request.user):
            return super().get_fieldsets(request, obj)
        whole = is_wholly_theirs(request.user, obj)
        return self.fieldsets_of_a_university if whole else self.fieldsets_to_read

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not is_limited(request.user):
            return self.readonly_fields
        if is_wholly_theirs(request.user, obj):
            return [*self.readonly_fields, "username"]  # `NewAccountForm` says why
        return [*self.readonly_fields, *flatten_fieldsets(self.fieldsets_to_read)]

    def user_change_password(self, request, id, form_url=""):
        self._only_theirs(request, id)
        return super().user_change_password(request, id, form_url)

    def history_view(self, request, object_id, extra_context=None):
        self._only_theirs(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def _only_theirs(self, request, key):
        account = self.get_object(request, unquote(key))
        if account is not None and not is_wholly_theirs(request.user, account):
            raise PermissionDenied

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # what there is for them to see, their roles say
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
        theirs = [user for user in users if is_wholly_theirs(request.user, user)]
        for user in theirs:
            turn_off(request, user)
        words = ngettext(
            "%(count)s account has no codes now.",
            "%(count)s accounts have no codes now.",
            len(theirs),
        )
        messages.success(request, words % {"count": len(theirs)})

    def _tell(self, request, user, why):
        """The names of what was changed, a password's too, and no value."""
        audit.record(
            AuditLine.Act.CHANGE,
            who=request.user.get_username(),
            university=university_of(request.user, user),
            what=_("Account: %(name)s") % {"name": user},
            why=why,
        )

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user):
        return ", ".join(
            f"{membership} ({membership.university})" if membership.university else str(membership)
            for membership in user.roles_seen
        )
