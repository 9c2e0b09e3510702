"""What belongs to a film, as tables in its form."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.fields import TypedFields
from catalog.admin.rows import CompactInline
from catalog.awards import set_awards
from catalog.exchange.festival_text import LONGEST_AWARD
from catalog.forms import LinesField
from catalog.models import (
    Award,
    Credit,
    FilmIdentifier,
    Image,
    Material,
    OtherTitle,
    Participation,
    Review,
)
from catalog.models.film import ordered


class OtherTitleInline(TypedFields, CompactInline):
    model = OtherTitle
    fields = ["order", "text", "language"]


class IdentifierInline(CompactInline):
    model = FilmIdentifier
    fields = ["order", "scheme", "value"]


class CreditInline(CompactInline):
    model = Credit
    fields = ["order", "person", "role", "function"]
    autocomplete_fields = ["person"]


class ImageInline(CompactInline):
    model = Image
    fields = ["order", "kind", "file", "alternative_text", "credit"]


class ReviewForm(forms.ModelForm):
    """Letter for letter: Django would cut the blanks at both ends of a quotation."""

    class Meta:
        field_classes = {"quotation": forms.CharField}
        widgets = {"quotation": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "quotation" in self.fields:
            self.fields["quotation"].strip = False


class ReviewInline(CompactInline):
    model = Review
    form = ReviewForm
    fields = ["order", "outlet", "critic", "quotation", "url", "published_on", "verdict"]


class ParticipationForm(forms.ModelForm):
    """A festival with its awards, one a line."""

    award_lines = LinesField(
        label=_("awards, one a line"),
        longest=LONGEST_AWARD,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            texts = [award.text for award in ordered(self.instance.awards.all())]
            self.initial["award_lines"] = texts

    @staticmethod
    def lines_seen(key, before):
        """Its awards before somebody else changed them; nothing where nobody did."""
        changed = before.get(Award, {})
        seen = [award for award in changed.values() if award and award["participation"] == key]
        present = Award.objects.filter(participation=key)
        if not seen and not present.filter(pk__in=changed).exists():
            return {}
        seen += present.exclude(pk__in=changed).values("text", "order", "id")
        in_order = sorted(seen, key=lambda award: (award["order"], award["id"]))
        return {"award_lines": [award["text"] for award in in_order]}

    def _save_m2m(self):  # Django's own hook for what a row brings along
        super()._save_m2m()
        if "award_lines" in self.changed_data:
            set_awards(self.instance, self.cleaned_data["award_lines"])


class ParticipationInline(CompactInline):
    model = Participation
    form = ParticipationForm
    fields = ["order", "festival", "edition", "award_lines", "source", "is_disputed"]
    autocomplete_fields = ["festival"]
    nested_models = [Award]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("awards")

    @admin.display(description=_("awards"))
    def award_lines(self, participation):
        """For who only reads."""
        return "; ".join(award.text for award in ordered(participation.awards.all()))


class MaterialInline(TypedFields, CompactInline):
    model = Material
    fields = ["order", "kind", "title", "file", "url", "language", "audience"]
