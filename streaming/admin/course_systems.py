"""Course systems by LTI: those in use, those that wait, and what to tell them."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.seen import SeenMixin
from streaming.access.lti.addresses import addresses_for
from streaming.access.lti.registering import bind
from streaming.admin.own_university import OwnUniversity
from streaming.models import LtiApplication, LtiRegistration

OF_THE_PLATFORM = ["issuer", "client_id", "auth_login_url", "jwks_url", "token_url"]
BREAK = mark_safe("<br>")


def addresses_in_words(university):
    """The addresses to copy, each with what course systems call it."""
    rows = ((address.words, address.url) for address in addresses_for(university.slug))
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial, data):
        return list(initial or []) != self.to_python(data)


class LtiRegistrationForm(forms.ModelForm):
    deployment_ids = LinesField(
        label=_("deployment IDs"),
        required=False,
        help_text=_("One a line. A launch from any other is refused."),
    )


@admin.register(LtiRegistration)
class LtiRegistrationAdmin(OwnUniversity, SeenMixin, admin.ModelAdmin):
    form = LtiRegistrationForm
    list_display = ["__str__", "university", "client_id", "is_active"]
    list_select_related = ["university"]
    search_fields = ["name", "issuer", "client_id", "university__name"]
    autocomplete_fields = ["university"]
    readonly_fields = ["our_addresses"]
    fieldsets = [
        (None, {"fields": [("university", "name"), "start_page", "is_active"]}),
        (_("What to tell your course system"), {"fields": ["our_addresses"]}),
        (_("Your course system"), {"fields": [*OF_THE_PLATFORM, "deployment_ids"]}),
    ]

    @admin.display(description=_("our addresses"))
    def our_addresses(self, registration):
        if registration.pk is None:
            return _("They stand on your university’s page here, and below once you have saved.")
        return addresses_in_words(registration.university)


class LtiApplicationForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        names = {"issuer": self.instance.issuer, "client_id": self.instance.client_id}
        if LtiRegistration.objects.filter(**names).exists():
            raise forms.ValidationError(_("This issuer and client ID are registered already."))
        return cleaned


@admin.register(LtiApplication)
class LtiApplicationAdmin(OwnUniversity, admin.ModelAdmin):
    """To save is to take it into use, as the course system of the university chosen."""

    form = LtiApplicationForm
    list_display = ["issuer", "university", "product", "made_at"]
    list_select_related = ["university"]
    fields = ["university", *OF_THE_PLATFORM, "deployments", "product", "made_at"]
    readonly_fields = [*OF_THE_PLATFORM, "deployments", "product", "made_at"]

    @admin.display(description=_("deployment IDs"))
    def deployments(self, application):
        return format_html_join(BREAK, "{}", ((one,) for one in application.deployment_ids))

    def has_add_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        request.bound = bind(obj, obj.university)

    def response_change(self, request, obj):
        words = gettext("From now on %(system)s lets people of %(university)s in.")
        said = {"system": obj.issuer, "university": obj.university}
        messages.success(request, words % said)
        page = reverse("admin:streaming_ltiregistration_change", args=[request.bound.pk])
        return redirect(page)
