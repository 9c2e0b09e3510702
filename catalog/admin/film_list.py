"""The list of films: what narrows it, and columns whose words are found for a page at once."""

from datetime import datetime
from typing import Any, Protocol

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, Max, Min, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.typed_filter import TypedFilter
from catalog.models import Credit, Film, Image


class ColumnWords(Protocol):
    """A column that the settings join: words for a page of films, by their ids."""

    short_description: str

    def __call__(self, films: list[Film], *, user: Any, at: datetime) -> dict[int, str]: ...


def column_of(words_for: ColumnWords):
    """The column that shows what `FilmChangeList` asked of `words_for`."""

    @admin.display(description=words_for.short_description)
    def column(film: Film) -> str:
        words: dict[int, str] = film.column_words[words_for]  # type: ignore[attr-defined]
        return words.get(film.pk, "")

    column.words_for = words_for  # type: ignore[attr-defined]
    return column


class FilmChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        films = super().get_queryset(request, exclude_parameters)
        directors = Credit.objects.filter(role="director").select_related("person")
        return films.prefetch_related(Prefetch("credits", directors))

    def get_results(self, request):
        super().get_results(request)
        films, now = list(self.result_list), timezone.now()
        columns = [getattr(column, "words_for", None) for column in self.list_display]
        words = {
            words_for: words_for(films, user=request.user, at=now)
            for words_for in columns
            if words_for
        }
        for film in films:
            film.column_words = words
        self.result_list = films


class PublishedFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [("yes", _("Published")), ("later", _("From a day to come")), ("no", _("Draft"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        narrowed = {
            "yes": {"published_from__lte": now},
            "later": {"published_from__gt": now},
            "no": {"published_from": None},
        }
        return queryset.filter(**narrowed.get(self.value(), {}))


class PosterFilter(admin.SimpleListFilter):
    title = _("poster")
    parameter_name = "poster"

    def lookups(self, request, model_admin):
        return [("yes", _("Has a poster")), ("no", _("No poster"))]

    def queryset(self, request, queryset):
        posters = Exists(Image.objects.filter(film=OuterRef("pk"), kind="poster"))
        if self.value() == "yes":
            return queryset.filter(posters)
        return queryset.filter(~posters) if self.value() == "no" else queryset


class DecadeFilter(admin.SimpleListFilter):
    title = _("decade")
    parameter_name = "decade"

    def lookups(self, request, model_admin):
        ends = Film.objects.aggregate(first=Min("year_from"), last=Max("year_from"))
        if ends["first"] is None:
            return []
        first, last = ends["first"] // 10 * 10, ends["last"] // 10 * 10
        return [(str(year), f"{year}–{year + 9}") for year in range(last, first - 10, -10)]

    def queryset(self, request, queryset):
        text = self.value() or ""
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            return queryset
        return queryset.filter(year_from__range=(int(text), int(text) + 9))


class SubjectFilter(TypedFilter):
    title = _("subject")
    parameter_name = "subject"
    source = (Film, "subjects")
