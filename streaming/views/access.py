"""Why am I (not) let in: to every visitor about themselves, to staff about their people."""

from datetime import datetime, time
from ipaddress import ip_address
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.models import Film
from catalog.search.state import cleaned
from streaming.access.evidence import Word
from streaming.access.ip_ranges import sortable
from streaming.access.roles import rights_of
from streaming.access.visitor import address_seen, could_be_a_slug, supposed
from streaming.access.why import Steps, steps
from streaming.models import SignOn, University
from streaming.request import Request

DAY = "%Y-%m-%d"
A_DAY = forms.DateInput(format=DAY, attrs={"type": "date"})
RIGHT = "streaming.view_university"  # at the university asked about
MOST_NAMES = 50
MOST_FILMS = 10  # of one title


class SupposedForm(forms.Form):
    """As seen by whom. A university that is not theirs answers as one that is not there.

    reach: the universities that may be asked about; None is all of them.
    """

    university = forms.CharField(label=_("University, by name or address"), max_length=200)
    address = forms.GenericIPAddressField(label=_("Network address"))
    how = forms.ChoiceField(
        label=_("Signed on by"), choices=[("", _("nothing")), *SignOn.Kind.choices], required=False
    )
    on = forms.DateField(label=_("Day"), required=False, input_formats=[DAY], widget=A_DAY)

    def __init__(self, reach: frozenset[int] | None, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = University.objects.filter(Q() if reach is None else Q(pk__in=reach))
        self.fields["university"].widget.attrs["list"] = "universities"
        self.fields["university"].initial = self.names[0] if len(self.names) == 1 else ""

    @cached_property
    def names(self) -> list[str]:
        """Of the first that may be asked about, to choose from."""
        return list(self.theirs.values_list("name", flat=True)[:MOST_NAMES])

    def clean_university(self) -> University:
        said = self.cleaned_data["university"]
        ways = ({"slug": said}, {"name__iexact": said})
        found = next(filter(None, (self.theirs.filter(**way).first() for way in ways)), None)
        if found is None:
            raise forms.ValidationError(_("You have no such university."))
        return found


@require_safe
def access(request: Request) -> HttpResponse:
    """Each step of the answer; nothing about anybody else, and kept nowhere."""
    now = timezone.now()
    asked = cleaned(request.GET.get("film", ""))
    films = _films(asked, now)
    film = films[0] if len(films) == 1 else None
    reach = _reach(request)
    context = {
        "own": steps(request.visitor, address_seen(request), film, at=now),
        "hops": settings.TRUSTED_PROXIES,
        "asked_film": asked,
        "same_title": films if film is None else [],
    }
    if reach is None or reach:
        form = SupposedForm(reach, request.GET if "university" in request.GET else None)
        context["form"] = form
        context["others"] = _supposed(request, form, film) if form.is_valid() else None
    response = render(request, "streaming/access.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _films(asked: str, at: datetime) -> list[Film]:
    """The published film at an address, or else those of a title."""
    films = Film.objects.published(at=at)
    if could_be_a_slug(asked) and (film := films.filter(slug=asked).first()):
        return [film]
    return list(films.filter(title__iexact=asked)[:MOST_FILMS]) if asked else []


def _reach(request: Request) -> frozenset[int] | None:
    """The universities that this member of staff may ask about; None is all of them."""
    user = getattr(request, "user", None)
    return rights_of(user).universities(RIGHT) if user is not None else frozenset()


def _supposed(request: Request, form: SupposedForm, film: Film | None) -> Steps:
    """At noon of the day, in the university's own zone; now, without a day."""
    university = form.cleaned_data["university"]
    day = form.cleaned_data["on"]
    zone = ZoneInfo(university.timezone)
    at = datetime.combine(day, time(12), zone) if day else timezone.now()
    address = sortable(ip_address(form.cleaned_data["address"]))
    sign_on = university.sign_ons.filter(kind=form.cleaned_data["how"], is_active=True).first()
    word = Word(sign_on.pk, sign_on.revision) if sign_on else None
    return steps(
        supposed(request, university, address=address, word=word, at=at), address, film, at=at
    )
