"""What is asked on the way in: the file, what its headings mean, and yes or no."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.exchange.reading.facts.days import readings
from catalog.exchange.reading.tables.dates import ORDERS
from catalog.exchange.reading.tables.headings import WORDS
from catalog.models import Source

MOST_BYTES = 200 * 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("file"),
        allow_empty_file=True,  # refused in the reader's words
        help_text=gettext_lazy(
            "CSV, TSV or XLSX with headings, MARC, MARCXML, or ACMI’s JSON lines, plain or gzip."
            " At most 200 MB."
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("source"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "sources", "class": "vTextField"}),
        help_text=gettext_lazy(
            "Whose list it is; left empty, the file’s name tells. Give a later edition the same"
            " name: then it changes what the list brought, and keeps what was edited here."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            words = _("The file has %(size)s; at most %(most)s are taken.")
            sizes = {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)}
            raise ValidationError(words, params=sizes)
        return file

    def clean_source(self):
        """One line, without what no terminal shows."""
        words = "".join(c if c.isprintable() else " " for c in self.cleaned_data["source"])
        return " ".join(words.split())

    @property
    def sources(self):
        return Source.objects.values_list("name", flat=True)[:50]


class HeadingsForm(forms.Form):
    """One choice a column; the name of the field is its place, since headings may repeat.

    Where a column has dates that can be read in two ways, how they are: no way is chosen before,
    and of a column that is left out nobody has to say.
    """

    def __init__(self, *args, upload, **kwargs):
        super().__init__(*args, **kwargs)
        facts = [("", gettext_lazy("left out")), *WORDS.items()]
        for number, (text, fact) in enumerate(upload.headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=text, choices=facts, initial=fact, required=False
            )
        self.columns = list(self.fields)
        for number, (heading, (text, order)) in enumerate(upload.dates.items()):
            self.fields[f"date-{number}"] = forms.ChoiceField(
                label=_("“%(heading)s”: what does %(date)s mean?")
                % {"heading": heading, "date": text},
                choices=_ways_to_read(text),
                initial=order,
                required=False,  # by `clean`: it hangs on what the column holds
                widget=forms.RadioSelect,
            )
        self.dated = dict(zip(upload.dates, list(self.fields)[len(self.columns) :], strict=True))

    def clean(self):
        cleaned = super().clean()
        chosen = [cleaned.get(name) for name in self.columns]
        if not self.errors and chosen and "title" not in chosen:
            raise ValidationError(_("Choose the column that holds the titles."))
        for heading, name in self.dated.items():
            if name not in self.errors and not cleaned[name] and self._is_read(heading):
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def _is_read(self, heading):
        """Whether days are read below it. A table that we exported asks for no headings."""
        columns = [name for name in self.columns if self.fields[name].label == heading]
        days = [name for name in columns if self.cleaned_data.get(name) == "released_on"]
        return bool(days) or not columns

    @property
    def meanings(self):
        return [self.cleaned_data[name] for name in self.columns]

    @property
    def orders(self):
        """By heading, how its dates are read."""
        return {heading: self.cleaned_data[name] for heading, name in self.dated.items()}

    @property
    def rows(self):
        """Each column with whether its heading was recognised."""
        return [(self[name], bool(self.fields[name].initial)) for name in self.columns]

    @property
    def questions(self):
        return [self[name] for name in self.dated.values()]


def _ways_to_read(text):
    """Each order with the day that the text then names."""
    days = [date_format(date.fromisoformat(day)) for day in readings(text)]
    words = _("%(order)s: %(day)s")
    return [
        (order, words % {"order": label, "day": day})
        for (order, label), day in zip(ORDERS.items(), days, strict=True)
    ]


class ConfirmForm(forms.Form):
    """The yes to what the preview with this digest showed."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    which = forms.ChoiceField(
        label=gettext_lazy("What comes in"),
        choices=[
            ("all", gettext_lazy("All or nothing")),
            ("good", gettext_lazy("All but what is rejected")),
        ],
        widget=forms.RadioSelect,
        initial="all",
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("New films are"),
        choices=[
            ("published", gettext_lazy("Published: everybody sees them at once")),
            ("drafts", gettext_lazy("Drafts: staff look at them first")),
        ],
        widget=forms.RadioSelect,
        initial="published",
    )

    def __init__(self, *args, upload, **kwargs):
        super().__init__(*args, initial={"digest": upload.digest}, **kwargs)
        self.rejected = upload.counts.get("rejected", 0)

    def clean_which(self):
        if self.cleaned_data["which"] == "all" and self.rejected:
            words = ngettext(
                "%(count)s record is rejected, so all or nothing brings in nothing. Correct the"
                " file, or leave that record out.",
                "%(count)s records are rejected, so all or nothing brings in nothing. Correct the"
                " file, or leave them out.",
                self.rejected,
            )
            raise ValidationError(words % {"count": self.rejected})
        return self.cleaned_data["which"]
