"""The page on which staff begin to be asked for codes, get new recovery codes, or end it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from filmlib.staff import guesses
from filmlib.staff.forms import ConfirmForm
from filmlib.views import too_many_guesses
from streaming import staff_codes as codes


class CodePages(AdminSite):
    def get_urls(self):
        view = self.admin_view(sensitive_post_parameters()(self.codes))
        return [path("codes/", view, name="codes"), *super().get_urls()]

    def codes(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST if request.method == "POST" else None, request=request)
        if form.is_bound:
            is_right = form.is_valid()
            if getattr(request, "too_many_guesses", False):
                name = request.user.get_username()
                return too_many_guesses(request, seconds=guesses.wait(request, name))
            answer = self._act(request, form) if is_right else None
            if answer is not None:
                return answer
        context = {
            **self.each_context(request),
            "title": _("One-time codes"),
            "form": form,
            "has_codes": codes.has_codes(request.user),
            "codes_left": codes.codes_left(request.user),
            "is_required": settings.STAFF_CODES_REQUIRED,
        }
        if not context["has_codes"]:
            device = codes.offered(request)
            context |= {"key": codes.as_text(device), "picture": codes.as_picture(device)}
        response: Any = render(request, "admin/staff/codes.html", context)
        response.content_policy = {"img-src": "'self' data:"}  # the key's picture is kept nowhere
        return response

    def _act(self, request: Any, form: ConfirmForm) -> HttpResponse | None:
        """Do what the button says, or say at the code that it is wrong."""
        code = form.cleaned_data["code"]
        if not codes.has_codes(request.user):
            told = codes.enrol(request, code)
            if told is not None:
                return self._told(request, told)
        elif codes.shown_by(request.user, code) is not None:
            if "off" not in request.POST:
                return self._told(request, codes.new_recovery_codes(request.user))
            if not settings.STAFF_CODES_REQUIRED:
                codes.turn_off(request, request.user)
                messages.success(request, _("Your account asks for its password alone again."))
                return HttpResponseRedirect(reverse("admin:index"))
        form.add_error("code", _("This code is wrong, or was used already."))
        return None

    def _told(self, request: HttpRequest, told: list[str]) -> HttpResponse:
        context = {**self.each_context(request), "title": _("Your recovery codes"), "codes": told}
        return render(request, "admin/staff/recovery_codes.html", context)
