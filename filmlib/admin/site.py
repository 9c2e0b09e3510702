"""The admin as a whole: its first page, who comes in and how, and what answers to all of it."""

from functools import update_wrapper
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from catalog.keys import is_key
from filmlib.admin.code_pages import CodePages
from filmlib.staff import devices, guesses, kept
from filmlib.staff.forms import SignInForm
from filmlib.views import too_many_guesses
from streaming import staff_codes as codes

OPEN_WITHOUT_CODES = ("codes", "logout", "jsi18n")


class NamedApart(AutocompleteJsonView):
    """Two films of one title are told apart by their year."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if year := getattr(obj, "year_display", ""):
            result["text"] = f"{result['text']} ({year})"
        return result


class LibraryAdminSite(CodePages, AdminSite):
    site_header = _("Film Library")
    site_title = _("Film Library")
    index_title = _("What waits to be done")
    enable_nav_sidebar = False  # the tables of a film need the room
    login_form = SignInForm

    def index(self, request, extra_context=None):
        asked = [import_string(path)(request) for path in settings.ADMIN_WORK_LISTS]
        lists = [work_list for work_list in asked if work_list is not None]
        return super().index(request, {"work_lists": lists, **(extra_context or {})})

    def autocomplete_view(self, request):
        return NamedApart.as_view(admin_site=self)(request)

    def has_permission(self, request):
        return super().has_permission(request) and codes.is_through(request.user)

    def admin_view(self, view, cacheable=False):
        """Before any page: keep what was typed before the session ended, and ask for codes."""
        inner = super().admin_view(view, cacheable)

        def at_the_door(request, *args, **kwargs):
            if not self.has_permission(request) and kept.is_worth_keeping(request):
                return self.ask_again(request)
            if self.is_to_enrol(request):
                return HttpResponseRedirect(reverse("admin:codes"))
            return inner(request, *args, **kwargs)

        return update_wrapper(at_the_door, inner)

    def is_to_enrol(self, request):
        """Where the library demands codes of all, who has none yet gets no further."""
        if not self.has_permission(request) or not codes.must_enrol(request.user):
            return False
        return request.path not in {reverse(f"admin:{name}") for name in OPEN_WITHOUT_CODES}

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """A sign-in that is counted, known again in this browser, and gives back what was typed."""
        sent = kept.read(request.POST)
        typed = {"kept": request.POST.get(kept.FIELD, "")} if sent else {}
        response = super().login(request, {**(extra_context or {}), **typed})
        if getattr(request, "too_many_guesses", False):
            return too_many_guesses(request, seconds=guesses.wait(request, _typed_name(request)))
        if response.status_code == HTTPStatus.FOUND and request.method == "POST":
            if sent:
                response = render(
                    request,
                    "admin/staff/go_on.html",
                    {**self.each_context(request), "title": _t("You are signed in again"), **sent},
                )
            devices.remember(request, response, request.user.get_username())
        return response

    def ask_again(self, request: HttpRequest) -> HttpResponse:
        """The sign-in page in place of a form's answer, with what the form held in it."""
        text = kept.as_text(request)
        request.method = "GET"
        sign_in = {"app_path": reverse("admin:login"), "next": request.get_full_path()}
        return self.login(request, {"kept": text, **sign_in})

    def get_urls(self):
        """The way from a row to its public page asks first whether this person sees the row."""
        way = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.on_site))
        return [way, *super().get_urls()]

    def on_site(self, request, content_type_id, object_id):
        model = _model_of(content_type_id)
        desk = self._registry.get(model)
        if desk is None or not is_key(object_id):
            raise Http404
        row = desk.get_queryset(request).filter(pk=object_id).first()
        if row is None or not desk.has_view_permission(request, row):
            raise Http404
        own = desk.view_on_site
        address = own(row) if callable(own) else getattr(row, "get_absolute_url", str)()
        if not address or not address.startswith("/"):
            raise Http404
        return HttpResponseRedirect(address)


def _model_of(content_type_id: str) -> Any:
    if not is_key(content_type_id):
        return None
    found = ContentType.objects.filter(pk=content_type_id).first()
    return found and found.model_class()


def _typed_name(request: HttpRequest) -> str:
    return request.POST.get("username", "") or request.user.get_username()
