"""“End now…”: a page that names the licences and what ending them changes, then does it."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from streaming.admin.bulk_acts import with_way_back
from streaming.admin.words import effects_in_words
from streaming.bulk_acts import end_all
from streaming.licences import effects_of_ending, is_over

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
        act = end_all([licence.pk for licence in running], by=request.user, at=now)
        if act is None:
            messages.info(request, _("These licences are over already."))
            return None
        count = act.lines.count()
        words = ngettext("%(count)s licence ended.", "%(count)s licences ended.", count)
        messages.success(request, with_way_back(words % {"count": count}, act))
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("End these licences now?"),
        "opts": model_admin.opts,
        "effects": effects_in_words(effects_of_ending(running, at=now), at=now),
        "running": running,
        "over": len(chosen) - len(running),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/end_licences.html", context)
