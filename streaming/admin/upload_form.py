"""A film's file sent as one form: what there is without a script."""

from http import HTTPStatus

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from catalog.models import Film
from streaming.media.uploads import steps
from streaming.media.uploads.refusal import Refusal
from streaming.models import Version


class UploadForm(forms.Form):
    """status: of the page that shows it."""

    file = forms.FileField(
        label=_("film file"),
        allow_empty_file=True,  # refused in the same words as anything else
        help_text=_("MP4, MOV, MKV, WebM, AVI, MPEG or MXF, as good as you have it."),
        widget=forms.FileInput(attrs={"accept": "video/*,.mkv,.mxf"}),
    )
    status = HTTPStatus.OK

    def hand_over(self, film: Film, *, by: User) -> Version | None:
        """The version made of the file; None where it is refused, which the form then says."""
        file, upload = self.cleaned_data["file"], None
        try:
            upload = steps.begin(film, typed_name=file.name, size=file.size, by=by)
            return steps.write(upload, file.chunks(), offset=0)
        except Refusal as refusal:
            self.add_error("file", refusal.words)
            self.status = HTTPStatus(refusal.status)
        if upload is not None:
            steps.give_up(upload)
        return None
