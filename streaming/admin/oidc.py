"""OpenID Connect providers: whom they vouch for, by a secret that goes in and never comes out."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.seen import SeenMixin
from streaming.admin.own_university import OwnUniversity
from streaming.models import OidcProvider


class OidcProviderForm(forms.ModelForm):
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: it stays as it is."),
    )

    def clean_client_secret(self):
        given = self.cleaned_data["client_secret"] or self.instance.client_secret
        if not given:
            raise forms.ValidationError(_("The provider gives one with the client id."))
        return given


@admin.register(OidcProvider)
class OidcProviderAdmin(OwnUniversity, SeenMixin, admin.ModelAdmin):
    form = OidcProviderForm
    list_display = ["__str__", "university", "issuer", "is_active"]
    list_select_related = ["university"]
    list_filter = ["is_active"]
    search_fields = ["name", "university__name", "issuer"]
    readonly_fields = ["address_to_register"]
    fieldsets = [
        (None, {"fields": ["university", "name", "is_active"]}),
        (_("Provider"), {"fields": ["issuer", "client_id", "client_secret", "scopes"]}),
        (_("Who is let in"), {"fields": ["claim", "values"]}),
        (_("To register at the provider"), {"fields": ["address_to_register"]}),
    ]

    @admin.display(description=_("redirect address"))
    def address_to_register(self, provider):
        if provider.pk is None:
            return _("It stands here once this is saved.")
        return settings.SITE_URL + provider.callback

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "university"] if obj else self.readonly_fields
