"""Fields that were sent to a form that has none of that name: left out, and told of in the log."""

import re

import structlog
from django.contrib import admin

MOST_NAMED = 20
LONGEST_NAME = 100
# What Django's own pages send beside a form: the token, its buttons, how a pop-up is to answer.
BESIDE = {"csrfmiddlewaretoken", "seen", "next"}
log = structlog.get_logger(__name__)


class ExtraFieldsMixin(admin.ModelAdmin):
    """Somebody who sends more than they were asked for is trying what their role does not let."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        extra = sorted(name for name in request.POST if not _is_asked_for(name, form, formsets))
        if extra:
            log.warning(
                "extra_fields",
                who=request.user.get_username(),
                form=self.opts.label_lower,
                number=len(extra),
                names=[name[:LONGEST_NAME] for name in extra[:MOST_NAMED]],
            )


def _is_asked_for(name, form, formsets) -> bool:
    if name in BESIDE or name.startswith("_"):
        return True
    name = name.removeprefix("initial-")
    for table in formsets:
        row = re.fullmatch(rf"{re.escape(table.prefix)}-(?:(?:\d+|__prefix__)-)?(.+)", name)
        if row:
            return _is_of(table.empty_form, row[1]) or row[1] in table.management_form.fields
    return _is_of(form, name)


def _is_of(form, name) -> bool:
    """Whether a form has the field; one in parts sends each under a number."""
    return name in form.fields or re.sub(r"_\d$", "", name) in form.fields
