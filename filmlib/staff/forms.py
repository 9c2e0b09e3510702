"""The forms by which staff come in, and by which they begin and end to be asked for codes."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from streaming import staff_codes as codes

WRONG = _("That is not right. Check user name, password and, if your account asks for one, code.")


class CodeField(forms.CharField):
    """Six digits of an app, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "text", "size": 12}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attributes), **kwargs)


class SignInForm(AdminAuthenticationForm):
    """User name, password and code on one page, wrong in the same words whichever is wrong."""

    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": WRONG}

    code = CodeField(
        label=_("Code"), required=False, help_text=_("Only if your account asks for one.")
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not codes.has_codes(user):
            return
        device = codes.shown_by(user, self.cleaned_data.get("code", ""))
        if device is None:
            named = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=named, request=self.request)
            raise self.get_invalid_login_error()
        user.otp_device = device  # the session then says that the code was shown


class ConfirmForm(forms.Form):
    """The account's own password, and a code, before either way of coming in is changed."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField(label=_("Code"))

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) != self.request.user:
            raise ValidationError(_("This is not your password."))
        return password
