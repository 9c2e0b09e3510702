"""What streaming joins to a film: its licences, its media, two lines of the checklist."""

from typing import Any

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.fields import TypedFields
from catalog.admin.film_form import Check
from catalog.admin.rows import CompactInline, RowsFormSet
from catalog.models import Film
from streaming.admin.own_university import OwnUniversity, limit_to
from streaming.admin.version_words import watched_in_words
from streaming.admin.words import licence_in_words
from streaming.licences import overlapping, state_of
from streaming.models import Captions, Licence, Media

OVERLAP = gettext_lazy(
    "%(licence)s: there is another licence for some of these days. Overlapping licences count"
    " as one, and ending one leaves the other."
)


class LicenceFormSet(RowsFormSet):
    request = None

    def save(self, commit=True):
        saved = super().save(commit)
        for licence in saved if commit else []:
            tell_overlap(self.request, licence)
        return saved


def tell_overlap(request, licence: Licence) -> None:
    if overlapping(licence, at=timezone.now()):
        messages.info(request, OVERLAP % {"licence": licence})


class LicenceState:
    """A licence's state, in a form or a list that has loaded film, media and university."""

    @admin.display(description=gettext_lazy("state"))
    def state(self, licence):
        if licence.pk is None:
            return ""
        now = timezone.now()
        return licence_in_words(state_of(licence, at=now), licence.film, at=now)


class LicenceInline(LicenceState, OwnUniversity, CompactInline):
    model = Licence
    formset = LicenceFormSet
    fields = ["university", "starts_on", "ends_on", "seats", "kind", "state"]
    readonly_fields = ["state"]
    autocomplete_fields = ["university"]
    can_add_related = False
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("university", "film__media")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.request = request
        return formset


class MediaInline(TypedFields, admin.StackedInline):
    model = Media
    formset = RowsFormSet
    extra = 0
    show_change_link = True
    fields = [
        "watched",
        ("rights_from", "rights_until", "territories"),
        ("withdrawn_at", "withdrawal_note"),
        "text_tracks",
    ]
    readonly_fields = ["watched", "text_tracks"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("film", "version")

    @admin.display(description=gettext_lazy("film file"))
    def watched(self, media):
        """“Change” leads to all versions; a film has its “Upload a film file” at the top."""
        return watched_in_words(media)

    @admin.display(description=gettext_lazy("text tracks"))
    def text_tracks(self, media):
        """Their own form is that of the media, which “Change” leads to."""
        if media.pk is None:
            return _("Save first, then add captions.")
        return ", ".join(map(str, media.captions.all())) or _("None yet. “Change” adds them.")


def streaming_checks(film: Film, user: Any) -> list[Check]:
    mine = limit_to(user, "streaming.view_licence", "university_id")
    captions = Captions.objects.filter(media__film=film)
    return [
        Check(_("Licence"), film.licences.filter(mine).exists(), "licences-group"),
        Check(_("Captions"), captions.exists(), "media-group"),
    ]
