"""The library as a SAML service: begin at a provider, take its answer, say who we are."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from streaming.access import once
from streaming.access.arrival import let_in, refuse, vouched
from streaming.access.evidence import How
from streaming.access.next_page import next_page, safe_path
from streaming.access.saml import message, outstanding, words
from streaming.access.saml.installed import engine
from streaming.access.saml.message import Refused
from streaming.access.saml.ourselves import ourselves
from streaming.access.saml.outstanding import Outstanding
from streaming.access.saml.rules import Verdict, verdict
from streaming.models import SamlProvider
from streaming.request import Request


@require_safe
def metadata(request: Request) -> HttpResponse:
    """Who we are, for universities and federations."""
    xml = engine().metadata_of(ourselves())
    response = HttpResponse(xml, content_type="application/samlmetadata+xml")
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
def login_by_entity_id(request: Request) -> HttpResponse:
    """Begin at the provider that a link names, or find out which it is."""
    entity_id = request.GET.get("idp", "")
    if not entity_id:
        return _discover(request)
    return _begin(request, _in_use(entity_id=entity_id))


@require_safe
def login(request: Request, pk: int) -> HttpResponse:
    """Begin at one of a university's ways in."""
    return _begin(request, _in_use(id=pk))


@require_safe
def disco(request: Request) -> HttpResponse:
    """A discovery service's answer, or a question to us as one (SAML 2.0 Discovery Protocol).

    An answer names the provider that was chosen. A question names the service that asks, which
    can only be ourselves, and where to go back to: with the provider of the visitor's university
    at once, or else by our finder.
    """
    entity_id, back = request.GET.get("entityID", ""), request.GET.get("return", "")
    if entity_id != ourselves().entity_id:
        return _begin(request, _in_use(entity_id=entity_id)) if entity_id else _find(request, "")
    path = safe_path(back.removeprefix(settings.SITE_URL))
    university = request.visitor.university
    chosen = SamlProvider.objects.filter(is_active=True, university=university).first()
    if not path or chosen is None:
        return _find(request, path)
    name = request.GET.get("returnIDParam", "") or "entityID"
    return redirect(f"{path}{'&' if '?' in path else '?'}{urlencode({name: chosen.entity_id})}")


@csrf_exempt  # it is posted from the provider's site: the request that it answers guards it
@require_POST
def acs(request: Request) -> HttpResponse:
    """Take a provider's answer to a request of ours, once, and let in or say why not."""
    now = timezone.now()
    waiting = outstanding.outstanding(request)
    asked: Outstanding | None = None
    provider: SamlProvider | None = None
    try:
        text = message.opened(request.POST.get("SAMLResponse", ""))
        request_id = message.in_response_to(text)
        asked = next((one for one in waiting if one.request_id == request_id), None)
        if asked is None:
            raise Refused("unsolicited")
        provider = _provider(asked.sign_on_id)
        if provider is None:
            raise Refused("sign-on-not-in-use")
        response = _judged(request, provider, asked, text, at=now)
    except Refused as refused:
        return refuse(request, How.SAML, words.not_accepted(provider, refused.reason, at=now))
    outstanding.keep(response, [one for one in waiting if one is not asked])
    return response


def _judged(
    request: Request, provider: SamlProvider, asked: Outstanding, text: str, *, at: datetime
) -> HttpResponse:
    """The answer of a provider that is ours to ask, verified. Raises Refused."""
    if provider.valid_until and provider.valid_until <= at:
        raise Refused("metadata-expired")
    answer = engine().answer_in(
        text, asked.request_id, provider.metadata, provider.entity_id, ourselves()
    )
    if not once.spend(
        "saml", provider.entity_id, answer.assertion_id, until=answer.good_until, at=at
    ):
        raise Refused("replayed")
    found = verdict(answer.attributes, provider.rules)
    if found is not Verdict.ALLOWED:
        return refuse(request, How.SAML, words.not_entitled(provider, found, at=at))
    evidence = vouched(provider, at=at, until=answer.until)
    return let_in(request, provider, evidence, next_=asked.next_)


def _begin(request: Request, provider: SamlProvider) -> HttpResponse:
    now = timezone.now()
    if provider.valid_until and provider.valid_until <= now:
        return refuse(request, How.SAML, words.not_accepted(provider, "metadata-expired", at=now))
    request_id, address = engine().request_to(provider.metadata, provider.entity_id, ourselves())
    response = redirect(address)
    asked = Outstanding(request_id, provider.pk, next_page(request))
    outstanding.keep(response, [asked, *outstanding.outstanding(request)])
    patch_cache_control(response, private=True, no_store=True)
    return response


def _discover(request: Request) -> HttpResponse:
    """By the discovery service in the settings, if there is one; or else by our own finder."""
    if not settings.SAML_DISCOVERY_URL:
        return _find(request, next_page(request))
    us = ourselves()
    back = f"{us.disco}?{urlencode({'next': next_page(request)})}"
    question = urlencode({"entityID": us.entity_id, "return": back})
    return redirect(f"{settings.SAML_DISCOVERY_URL}?{question}")


def _find(request: Request, next_: str) -> HttpResponse:
    finder = reverse("streaming:university_list")
    return redirect(f"{finder}?{urlencode({'next': next_})}" if next_ else finder)


def _provider(pk: int) -> SamlProvider | None:
    rows = SamlProvider.objects.select_related("university")
    return rows.filter(pk=pk, is_active=True).first()


def _in_use(**named: object) -> SamlProvider:
    rows = SamlProvider.objects.select_related("university")
    return get_object_or_404(rows, is_active=True, **named)
