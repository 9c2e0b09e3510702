"""Dynamic registration: a course system and this library introduce themselves to each other.

Whatever comes of it waits, and opens nothing, until staff say whose course system it is.
Sources: 1EdTech LTI Dynamic Registration 1.0, 3; OpenID Connect Dynamic Client Registration 1.0.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.addresses import absolute
from streaming.access.outside import NotFetched, checked, fetch_json
from streaming.models import LtiApplication, LtiRegistration, University
from streaming.reasons import Reasoned

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
WAITS_FOR = timedelta(days=30)
MOST_WAITING = 200  # anybody can ask, from as many course systems as they care to set up


class NotRegistered(Reasoned):
    """Nothing came of it; the reason is a code for the log."""


def apply(
    configuration_url: str, token: str, *, university: University | None, at: datetime
) -> LtiApplication:
    """Register with the course system that published its configuration there.

    university: the one whose address it used; staff decide all the same. Raises NotRegistered.
    """
    _make_room(at)
    try:
        configuration = fetch_json(configuration_url)
        issuer = _text(configuration, "issuer")
        endpoint = _text(configuration, "registration_endpoint")
        if len({_host(configuration_url), _host(issuer), _host(endpoint)}) != 1:
            raise NotRegistered("foreign_host")
        answer = fetch_json(endpoint, send=introduction(), token=token)
    except NotFetched as error:
        raise NotRegistered(error.reason) from error
    return _kept(configuration, answer, university)


def introduction() -> dict[str, Any]:
    """What a course system learns of us. We ask for nobody's name, address, roles or grades."""
    launch = absolute(reverse("streaming:lti_launch"))
    name = _("Film Library")
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": absolute(reverse("streaming:lti_login")),
        "redirect_uris": [launch],
        "client_name": name,
        "jwks_uri": absolute(reverse("streaming:lti_jwks")),
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "",
        TOOL: {
            "domain": urlsplit(launch).netloc,
            "target_link_uri": launch,
            "description": _("Films for study, watched through your university."),
            "claims": ["iss", "sub"],
            "messages": [
                {
                    "type": "LtiDeepLinkingRequest",
                    "target_link_uri": launch,
                    "label": _("Choose films"),
                },
                {"type": "LtiResourceLinkRequest", "target_link_uri": launch},
            ],
        },
    }


def bind(application: LtiApplication, university: University) -> LtiRegistration:
    """Take an application into use, as this university's. Raises ValidationError."""
    copied = (field.name for field in LtiApplication._meta.get_fields())
    own = {field.name for field in LtiRegistration._meta.get_fields()} - {"id", "university"}
    values = {name: getattr(application, name) for name in copied if name in own}
    registration = LtiRegistration(university=university, name="", **values)
    with transaction.atomic():
        registration.full_clean(exclude=["kind"])
        registration.save()
        LtiApplication.objects.filter(pk=application.pk).delete()
    return registration


def _kept(
    configuration: dict[str, Any], answer: dict[str, Any], university: University | None
) -> LtiApplication:
    platform, tool = configuration.get(PLATFORM), answer.get(TOOL)
    product = platform.get("product_family_code") if isinstance(platform, dict) else ""
    deployment = tool.get("deployment_id") if isinstance(tool, dict) else None
    application = LtiApplication(
        university=university,
        issuer=_text(configuration, "issuer"),
        client_id=_text(answer, "client_id"),
        auth_login_url=_text(configuration, "authorization_endpoint"),
        token_url=str(configuration.get("token_endpoint") or ""),
        jwks_url=_text(configuration, "jwks_uri"),
        deployment_ids=[deployment] if deployment else [],
        product=product[:100] if isinstance(product, str) else "",
    )
    try:
        application.full_clean(exclude=["university"])
    except ValidationError as error:
        raise NotRegistered("not_fit") from error
    application.save()
    return application


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value or not value.isprintable():
        raise NotRegistered(f"no_{name}")
    return value


def _host(url: str) -> str:
    """Host and port, which are what answers. Raises NotFetched for no address to be asked."""
    parts = checked(url)
    return parts.netloc.lower()


def _make_room(at: datetime) -> None:
    """Whoever asks takes away what has waited too long. Raises NotRegistered."""
    LtiApplication.objects.filter(made_at__lt=at - WAITS_FOR).delete()
    if LtiApplication.objects.count() >= MOST_WAITING:
        raise NotRegistered("too_many_wait")
