"""What to tell a course system, to be copied."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.addresses import absolute


class Address(NamedTuple):
    words: str | Promise
    url: str


def addresses_for(university_slug: str) -> list[Address]:
    """All that a course system asks for, the one that makes the others needless first."""
    query = urlencode({"university": university_slug})
    launch = absolute(reverse("streaming:lti_launch"))
    return [
        Address(_("Registration URL"), f"{absolute(reverse('streaming:lti_register'))}?{query}"),
        Address(_("Tool URL, redirect URL and deep linking URL"), launch),
        Address(_("Initiate login URL"), absolute(reverse("streaming:lti_login"))),
        Address(_("Public keyset URL"), absolute(reverse("streaming:lti_jwks"))),
    ]


def address_of_film(identifier: str) -> str:
    """The link to one film, for a course system that is registered here."""
    query = urlencode({"film": identifier})
    return f"{absolute(reverse('streaming:lti_launch'))}?{query}"
