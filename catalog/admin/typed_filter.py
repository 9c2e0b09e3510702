"""A list filter to type in, for what is too many to choose from."""

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelChoiceField

from catalog.admin.autocomplete import One
from catalog.keys import is_key


class TypedFilterMixin(admin.ModelAdmin):
    """A list with such a filter needs the scripts that complete what is typed."""

    @property
    def media(self):
        column, site = self.opts.pk, self.admin_site
        return super().media + One(column, site).media


class TypedFilter(admin.SimpleListFilter):
    """Narrow by a foreign key or a many-to-many: `source` is a model and its field's name."""

    template = "admin/typed_filter.html"
    source: tuple[type[Model], str]

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        column = self.source[0]._meta.get_field(self.source[1])
        widget = One(column, model_admin.admin_site)
        # Only what this person's own list would show has a name here.
        choices = model_admin.admin_site.get_model_admin(column.related_model).get_queryset(request)
        field = ModelChoiceField(choices, required=False, widget=widget)
        named = {"id": f"filter-{self.parameter_name}", "aria-label": self.title}
        self.field = field.widget.render(self.parameter_name, self._key(), named)
        kept = {*request.GET} - {self.parameter_name, "p"}
        self.others = [(name, value) for name in kept for value in request.GET.getlist(name)]

    def _key(self) -> int | None:
        text = self.value() or ""
        return int(text) if is_key(text) else None

    def lookups(self, request, model_admin):
        return [("", "")]  # without one Django leaves the filter out

    def choices(self, changelist):
        return []

    def queryset(self, request, queryset):
        key = self._key()
        return queryset if key is None else queryset.filter(**{self.source[1]: key})
