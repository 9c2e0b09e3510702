"""What a visitor reads who comes by a course system and is not let in. The reason is in the log."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from streaming.access.arrival import Refusal
from streaming.models import University

AGAIN = _("What your course system sent does not hold here. Open the link in your course again.")
WORDS: dict[str, str | Promise] = {
    "unknown_platform": _(
        "This course system is not registered here. Its IT department can register it with the"
        " library."
    ),
    "unknown_deployment": _(
        "Your course system names a deployment that is not registered here. Its IT department can"
        " add it."
    ),
    "claim_sub": _("Your course system does not know you. Log in there, then open the link again."),
    "platform_refused": _("Your course system did not let you in. Log in there, then try again."),
    "expired": _("This link was opened too long ago. Open it in your course again."),
    "replayed": _("This link was opened already. Open it in your course again."),
    "no_film": _(
        "The film that this link leads to is not in the library. Ask who put it into your course."
    ),
    "nothing_accepted": _("Your course system takes no links from here at this place."),
    "too_many_wait": _("Too many course systems wait to be taken into use. Try again tomorrow."),
}
KEYS_AWAY = _("The keys of your course system cannot be read just now. Try again in a minute.")
NOT_REGISTERED = _("The registration did not succeed, and nothing was changed. Try again there.")


def refusal(reason: str, university: University | None = None, *, status: int = 403) -> Refusal:
    """reason: a code of this room."""
    words = KEYS_AWAY if reason.startswith("jwks_") else WORDS.get(reason, AGAIN)
    return Refusal(reason, str(words), university, status)


def not_registered(reason: str) -> Refusal:
    return Refusal(reason, str(WORDS.get(reason, NOT_REGISTERED)), status=400)
