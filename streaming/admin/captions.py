"""A film's text tracks in the form of its media, and what films lack of them."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.fields import NamedFile, TypedFields
from catalog.admin.rows import CompactInline
from streaming.accessibility import Help
from streaming.media.captions.checking import LARGEST, Checked, checked
from streaming.media.captions.keeping import kept_as
from streaming.models import Captions, Licence, Media, Version

TOLD = 12  # problems, and changed lines


class CaptionsForm(forms.ModelForm):
    """Whatever file is typed, WebVTT is kept; a repaired version, once somebody agrees to it."""

    file = forms.FileField(
        label=_("File"),
        widget=NamedFile,
        help_text=_("WebVTT, SRT or SBV, in UTF-8 or an older encoding."),
    )
    repair = forms.BooleanField(
        label=_("Repair"),
        required=False,
        help_text=_("Keep the repaired version that was shown."),
    )

    def clean(self):
        cleaned = super().clean()
        if "file" in self.changed_data and cleaned.get("file") and cleaned.get("language"):
            cleaned["file"] = self._kept(cleaned)
        return cleaned

    def _kept(self, cleaned):
        """The file in WebVTT; None, with why, where it cannot be kept."""
        file = cleaned["file"]
        try:
            data = file.read(LARGEST + 1)
            found = checked(
                data, name=file.name, language=cleaned["language"], kind=cleaned.get("kind", "")
            )
        except ValueError as error:
            self.add_error("file", str(error))
            return None
        text = found.text or (found.repaired if cleaned.get("repair") else "")
        if not text:
            self.add_error("file", refusal(found))
            return None
        return kept_as(text)


def refusal(found: Checked) -> list[str]:
    """Each problem with its line, then what a repair would change."""
    told = [
        gettext("Line %(line)s: %(words)s") % {"line": one.line, "words": one.words}
        for one in found.problems[:TOLD]
    ]
    if len(found.problems) > TOLD:
        told.append(gettext("And %(number)s more.") % {"number": len(found.problems) - TOLD})
    if found.repaired:
        told.append(gettext("It can be repaired so: tick “Repair”, and choose the file again."))
        told += found.changes[:TOLD]
    return told


class CaptionsInline(TypedFields, CompactInline):
    model = Captions
    form = CaptionsForm
    fields = ["language", "kind", "file", "repair", "made_by", "checked_on", "checked_by"]


class LacksFilter(admin.SimpleListFilter):
    """Films that can be watched somewhere just now, and lack what not everybody can do without."""

    title = _("watched without")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [
            (Help.CAPTIONS, _("Captions")),
            (Help.CHECKED, _("Captions that a person made or checked")),
            (Help.TRANSCRIPT, _("A transcript")),
            (Help.DESCRIPTION, _("Audio description")),
        ]

    def queryset(self, request, queryset):
        return lacking(queryset, self.value()) if self.value() in LACKING else queryset


CHECKED = Q(captions__made_by=Captions.Maker.HUMAN) | Q(captions__checked_on__isnull=False)
LACKING = {
    Help.CAPTIONS: Q(captions__kind=Captions.Kind.CAPTIONS),
    Help.CHECKED: Q(captions__kind=Captions.Kind.CAPTIONS) & CHECKED,
    Help.TRANSCRIPT: Q(captions__kind__in=Captions.READABLE),
    Help.DESCRIPTION: Q(captions__kind=Captions.Kind.DESCRIPTIONS),
}


def lacking(media, what: str):
    """Those of the media that are watched without it: with a file, and a licence that runs.

    By each university's own day; what its answer weighs besides, rights and territories, it
    leaves out: such a film wants captions all the same.
    """
    now = timezone.now()
    running = Licence.objects.running(at=now).filter(film=OuterRef("film"))
    there = Media.objects.filter(LACKING[what]).values("pk")
    without = media.exclude(file="").exclude(withdrawn_at__lte=now).exclude(pk__in=there)
    if what == Help.DESCRIPTION:
        without = without.exclude(version__in=Version.objects.described())
    return without.filter(Exists(running))
