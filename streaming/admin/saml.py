"""A university's SAML sign-on: its provider, whom it lets in, and what to tell the provider."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalog.addresses import absolute
from catalog.admin.seen import SeenMixin
from catalog.admin.told import ToldMixin
from streaming.access.saml.installed import missing
from streaming.access.saml.metadata import LONGEST
from streaming.access.saml.ourselves import ourselves
from streaming.access.saml.rules import AFFILIATIONS, USUAL
from streaming.admin.own_university import OwnUniversity
from streaming.models import FederationProvider, SamlProvider


class SamlProviderForm(forms.ModelForm):
    metadata_file = forms.FileField(
        label=_("Or a file of it"), required=False, help_text=_("Takes the place of the text.")
    )
    affiliations = forms.MultipleChoiceField(
        label=_("Who is let in"),
        choices=[(name, name) for name in AFFILIATIONS],
        initial=list(USUAL),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By eduPersonScopedAffiliation. Licences seldom cover the last three."),
    )

    def clean_metadata_file(self):
        """Its text, in the place of what was pasted."""
        file = self.cleaned_data["metadata_file"]
        if file is None:
            return None
        if file.size > LONGEST:
            raise forms.ValidationError(_("The file is too long to be one provider’s metadata."))
        try:
            self.cleaned_data["metadata"] = file.read().decode()
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        return file


@admin.register(SamlProvider)
class SamlProviderAdmin(OwnUniversity, SeenMixin, admin.ModelAdmin):
    form = SamlProviderForm
    list_display = ["__str__", "university", "entity_id", "is_active"]
    list_select_related = ["university"]
    search_fields = ["name", "entity_id", "university__name"]
    autocomplete_fields = ["university", "listed"]
    readonly_fields = ["entity_id", "our_metadata", "way_in"]
    fieldsets = [
        (None, {"fields": [("university", "name"), "is_active"]}),
        (_("What to tell your provider"), {"fields": ["our_metadata"]}),
        (_("Your provider"), {"fields": ["listed", "metadata", "metadata_file", "entity_id"]}),
        (_("Who is let in"), {"fields": ["affiliations", "common_lib_terms", "scopes"]}),
        (_("Links for your pages"), {"fields": ["way_in"]}),
    ]

    @admin.display(description=_("our metadata"))
    def our_metadata(self, _provider):
        if missing():
            return missing()
        address = ourselves().entity_id
        return format_html('<a href="{}">{}</a>', address, address)

    @admin.display(description=_("straight to your sign-on"))
    def way_in(self, provider):
        if missing() or not provider.entity_id:
            return "–"
        query = urlencode({"idp": provider.entity_id, "next": "/films/ADDRESS/"}, safe="/:")
        return f"{absolute(reverse('streaming:saml_login_by_entity_id'))}?{query}"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if missing() and request.method == "GET":
            messages.warning(request, missing())
        return super().changeform_view(request, object_id, form_url, extra_context)


@admin.register(FederationProvider)
class FederationProviderAdmin(ToldMixin, admin.ModelAdmin):
    """Only looked at, and searched for: `load_federation` writes it."""

    list_display = ["name", "entity_id", "federation"]
    list_filter = ["federation"]
    search_fields = ["name", "entity_id"]
    exclude = ["metadata"]
