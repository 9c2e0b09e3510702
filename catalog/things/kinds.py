"""The kinds of things, in the order a reader meets them."""

from django.utils.translation import gettext_lazy as _

from catalog.models import (
    Collection,
    Credit,
    Distributor,
    Festival,
    Film,
    Participation,
    Person,
    Subject,
)
from catalog.things.facts import Countries, Years
from catalog.things.kind import Kind, Tabled
from catalog.things.subjects import Subjects

KINDS: tuple[Kind, ...] = (
    Subjects("subject", "subjects", _("Subjects"), Subject, Film.subjects.through, "subject"),
    Tabled("person", "people", _("People"), Person, Credit, "person"),
    Tabled("festival", "festivals", _("Festivals"), Festival, Participation, "festival"),
    Tabled(
        *("collection", "collections", _("Collections")),
        *(Collection, Film.collections.through, "collection"),
    ),
    Years("year", "years", _("Years")),
    Countries("country", "countries", _("Countries")),
    Tabled(
        *("distributor", "distributors", _("Distributors")),
        *(Distributor, Film.distributors.through, "distributor"),
    ),
)
