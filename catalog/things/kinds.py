"""The kinds of things, in the order a reader meets them."""

from django.utils.translation import gettext_lazy as _

from catalog.models import Collection, Distributor, Festival, Person, Subject
from catalog.things.distributors import Distributors
from catalog.things.facts import Countries, Years
from catalog.things.festivals import Festivals
from catalog.things.kind import Kind, Tabled
from catalog.things.people import People
from catalog.things.subjects import Subjects

KINDS: tuple[Kind, ...] = (
    Subjects("subject", "subjects", _("Subjects"), model=Subject),
    People("person", "people", _("People"), model=Person),
    Festivals("festival", "festivals", _("Festivals"), model=Festival),
    Tabled("collection", "collections", _("Collections"), model=Collection),
    Years("year", "years", _("Years")),
    Countries("country", "countries", _("Countries")),
    Distributors("distributor", "distributors", _("Distributors"), model=Distributor),
)
