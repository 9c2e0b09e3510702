"""What somebody reads whom SAML did not let in: what was missing, of whom, and when.

It says what the library needs, never what was sent; what was wrong with a message that is not
accepted stands in the audit alone.
"""

from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from streaming.access.arrival import Refusal
from streaming.access.saml.rules import Verdict
from streaming.models import SamlProvider


def not_entitled(provider: SamlProvider, found: Verdict, *, at: datetime) -> Refusal:
    """For a true answer that is not enough."""
    said = {
        "provider": provider.entity_id,
        "attribute": "eduPersonScopedAffiliation",
        "wanted": ", ".join(provider.affiliations),
        "time": _time(at),
    }
    match found:
        case Verdict.FOREIGN_SCOPE:
            text = _(
                "The sign-on %(provider)s sent the attribute %(attribute)s for a domain that is"
                " not its own, at %(time)s. Ask your university’s IT."
            )
        case Verdict.OTHER_AFFILIATION:
            text = _(
                "The films are for: %(wanted)s. The attribute %(attribute)s of the sign-on"
                " %(provider)s does not say that you are one of these, at %(time)s."
            )
        case _other:
            text = _(
                "The sign-on %(provider)s did not send the attribute %(attribute)s, at %(time)s."
                " Ask your university’s IT to release it to the library."
            )
    return Refusal(found.value, text % said, provider.university)


def not_accepted(provider: SamlProvider | None, reason: str, *, at: datetime) -> Refusal:
    """For an answer that proves nothing; the words are the same whatever was wrong with it."""
    if provider is None:
        text = _(
            "This browser did not ask for the answer that it brings, or asked too long ago, at"
            " %(time)s. Go back to the film and sign in again."
        )
        return Refusal(reason, text % {"time": _time(at)})
    said = {"provider": provider.entity_id, "time": _time(at)}
    text = _(
        "The answer of the sign-on %(provider)s was not accepted, at %(time)s. Sign in again;"
        " if this comes back, send the reference to your library."
    )
    return Refusal(reason, text % said, provider.university)


def _time(at: datetime) -> str:
    """In UTC, as the log has it."""
    return f"{date_format(at.astimezone(UTC), 'j F Y H:i:s')} UTC"
