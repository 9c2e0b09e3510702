"""The door of OpenID Connect: out to the provider, and back."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from streaming.access.arrival import Refusal, let_in, refuse, vouched
from streaming.access.evidence import How
from streaming.access.next_page import next_page
from streaming.access.oidc.attempt import LONGEST, Attempt, forget, keep, kept
from streaming.access.oidc.provider import (
    NotVerified,
    address_to_ask,
    claims_for,
    endpoints_of,
)
from streaming.access.once import spend
from streaming.models import OidcProvider
from streaming.request import Request


@require_GET
def login(request: Request, pk: int) -> HttpResponse:
    """Send the visitor to their university's provider, to come back to `next`."""
    provider = _provider(pk)
    try:
        endpoints = endpoints_of(provider)
    except NotVerified as error:
        return _refuse(request, provider, error.reason, _not_reached(provider), status=502)
    attempt = Attempt(provider.pk, next_page(request))
    response = redirect(address_to_ask(provider, endpoints, attempt, _callback(provider)))
    keep(response, attempt)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
def callback(request: Request, pk: int) -> HttpResponse:
    """Let in whom the provider signed in, if it says of them what the university asks for."""
    provider = _provider(pk)
    try:
        attempt = _attempt(request, provider)
        claims = _claims(request, provider, attempt)
    except NotVerified as error:
        return _refuse(request, provider, error.reason, _not_finished())
    if provider.claim and not _said(claims, provider.claim):
        return _refuse(request, provider, "no_claim", _no_claim(provider))
    if provider.claim and not _said(claims, provider.claim) & provider.admitted:
        return _refuse(request, provider, "claim", _no_match(provider))
    response = let_in(request, provider, vouched(provider, at=timezone.now()), next_=attempt.next_)
    forget(response, attempt)
    return response


def _provider(pk: int) -> OidcProvider:
    providers = OidcProvider.objects.select_related("university")
    return get_object_or_404(providers, id=pk, is_active=True)


def _callback(provider: OidcProvider) -> str:
    return settings.SITE_URL + provider.callback


def _attempt(request: Request, provider: OidcProvider) -> Attempt:
    """The attempt that this browser began with this provider, which counts once."""
    attempt = kept(request, request.GET.get("state", ""))
    if attempt is None or attempt.provider != provider.pk:
        raise NotVerified("state")
    now = timezone.now()
    if not spend("oidc", str(provider.pk), attempt.state, until=now + LONGEST, at=now):
        raise NotVerified("again")
    return attempt


def _claims(request: Request, provider: OidcProvider, attempt: Attempt) -> dict[str, Any]:
    if "error" in request.GET:
        raise NotVerified("provider_refused")
    if request.GET.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise NotVerified("issuer")
    return claims_for(
        provider,
        endpoints_of(provider),
        attempt,
        code=request.GET.get("code", ""),
        callback=_callback(provider),
        at=timezone.now(),
    )


def _said(claims: dict[str, Any], name: str) -> set[str]:
    """The values of a claim, which is a text or a list of them, in small letters."""
    values = claims.get(name)
    listed = values if isinstance(values, list) else [values]
    return {value.casefold() for value in listed if isinstance(value, str)}


def _refuse(
    request: Request, provider: OidcProvider, reason: str, words: str, *, status: int = 403
) -> HttpResponse:
    return refuse(request, How.OIDC, Refusal(reason, words, provider.university, status))


def _not_reached(provider: OidcProvider) -> str:
    words = _("%(name)s cannot be reached just now. Try again in a few minutes.")
    return words % {"name": provider}


def _not_finished() -> str:
    return _("The sign-on did not come to its end. Open the film’s page again, and sign in anew.")


def _no_claim(provider: OidcProvider) -> str:
    words = _("%(name)s does not say “%(claim)s” of you, which the library needs to know.")
    return words % {"name": provider, "claim": provider.claim}


def _no_match(provider: OidcProvider) -> str:
    words = _("What %(name)s says of you as “%(claim)s” is not among what lets people in.")
    return words % {"name": provider, "claim": provider.claim}
