"""Two people, one form: who saves second sees what changed, and loses nothing typed."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.autocomplete import Autocompletes
from catalog.admin.extra_fields import ExtraFieldsMixin
from catalog.admin.fields import TYPED_LINKS
from catalog.admin.history import HistoryMixin
from catalog.admin.lookups import OwnLookups
from catalog.admin.meanwhile import take_over
from catalog.history import Kin, Moment, before, moments, timeline

FIELD = "seen"
MOST_TOLD = 100

CHANGED = gettext_lazy(
    "This was changed while you had it open, so nothing was saved yet. What you typed is still"
    " here, and takes the place of what follows; what you left alone is now as follows. Save again"
    " to keep it so."
)
UNTOLD = gettext_lazy("Nothing was saved yet: the form did not say what it had seen. Save again.")


def seen_now(kins: list[Kin], pk: object) -> str:
    """What there is to see: how many changes there have been. History only ever grows.

    A count, and not the newest of them: one that was begun earlier may be finished later.
    """
    return str(timeline(kins, pk).count())


def since(seen: str, now: str, kins: list[Kin], pk: object) -> list[tuple]:
    """The rows of the timeline that came after `seen`, newest first; none for what is no count."""
    if not is_count(seen) or int(seen) >= int(now):
        return []
    return list(timeline(kins, pk)[: int(now) - int(seen)])


def is_count(seen: str) -> bool:
    return seen.isascii() and seen.isdigit() and len(seen) < 10


def sentences(told: list[Moment]) -> list[str]:
    """One sentence for each field; saving a form unchanged changes nothing."""
    return [
        _("%(who)s, %(when)s: %(thing)s “%(name)s”, %(field)s: “%(before)s” → “%(after)s”.")
        % {
            "who": moment.who,
            "when": formats.date_format(timezone.localtime(moment.at), "DATETIME_FORMAT"),
            "thing": moment.thing,
            "name": moment.name,
            "field": change.field,
            "before": change.before,
            "after": change.after,
        }
        for moment in told
        for change in moment.changes
    ]


class SeenMixin(ExtraFieldsMixin, Autocompletes, OwnLookups, HistoryMixin):
    """Refuse to save over changes that the form had not seen; say them, and let it save then."""

    formfield_overrides = TYPED_LINKS

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is None or getattr(request, "seen_of", None) == (self.model, obj.pk):
            return obj
        request.seen_of = (self.model, obj.pk)
        if request.method == "POST":
            lock(obj)
        # The count is taken before the row is read, so that nothing can slip in between.
        kins = self.kins(request, obj)
        request.seen = seen_now(kins, obj.pk)
        request.since = since(request.POST.get(FIELD, ""), request.seen, kins, obj.pk)
        request.before = before(kins, request.since)
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or request.method != "POST":
            return form

        def clean(bound):
            cleaned = super(unseeing, bound).clean()
            self.refuse_what_was_not_seen(request, bound)
            return cleaned

        unseeing = type(form.__name__, (form,), {"clean": clean})
        return unseeing

    def refuse_what_was_not_seen(self, request, form) -> None:
        seen = request.POST.get(FIELD, "")
        if not is_count(seen):
            raise ValidationError(UNTOLD)
        told = sentences(moments(self.kins(request, form.instance), request.since[:MOST_TOLD]))
        if told:
            form.data = form.data.copy()
            take_over(form, request.before)
            raise ValidationError([CHANGED, *told])

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"before": getattr(request, "before", {})}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context["seen"] = getattr(request, "seen", "")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Leave a row alone that nobody changed: its history would tell of nothing."""
        lists = {field.name for field in self.opts.many_to_many}  # these keep their own history
        if not change or set(form.changed_data) - lists:
            super().save_model(request, obj, form, change)


def lock(obj: Model) -> None:
    """Let one save after the other: the second then sees what the first did."""
    type(obj)._base_manager.select_for_update().filter(pk=obj.pk).first()
