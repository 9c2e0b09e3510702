"""“End now…”: a page that names the licences and what ending them changes, then does it."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from streaming.admin.words import in_words
from streaming.licences import effects_of_ending, is_over
from streaming.licences import end_now as end_these_now

MOST_AT_ONCE = 1000


@admin.action(description=gettext_lazy("End now…"), permissions=["change"])
def end_now(model_admin, request, licences):
    """An action of the list; Django hands in only what the list would show."""
    now = timezone.now()
    chosen = list(licences.select_related("film__media", "university")[: MOST_AT_ONCE + 1])
    if len(chosen) > MOST_AT_ONCE:
        words = _("At most %(most)s licences can be ended at once.")
        messages.error(request, words % {"most": MOST_AT_ONCE})
        return None
    running = [licence for licence in chosen if not is_over(licence, at=now)]
    if request.POST.get("confirm"):
        ended = end_these_now([licence.pk for licence in running], at=now)
        words = ngettext("%(count)s licence ended.", "%(count)s licences ended.", len(ended))
        messages.success(request, words % {"count": len(ended)})
        return None
    effects = [
        (
            effect,
            in_words(effect.before, effect.film, at=now),
            in_words(effect.after, effect.film, at=now),
        )
        for effect in effects_of_ending(running, at=now)
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("End these licences now?"),
        "opts": model_admin.opts,
        "effects": effects,
        "running": running,
        "over": len(chosen) - len(running),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/end_licences.html", context)
