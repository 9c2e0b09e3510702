"""The form by which an account is made, with its name."""

from collections.abc import Sequence

from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NewAccountForm(AdminUserCreationForm):
    """All accounts share one list of names: which of them others have is not for everybody to hear.

    So what the owner of a university calls an account ends with that university's address.
    homes: the addresses it may end with; empty for who cares for the whole library.
    """

    homes: Sequence[str] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.homes:
            words = _("What they sign in with. It ends with %(endings)s, which is added.")
            self.fields["username"].help_text = words % {"endings": self._endings}

    def clean_username(self):
        self.cleaned_data["username"] = self._at_home(self.cleaned_data["username"])
        return super().clean_username()

    def _at_home(self, name: str) -> str:
        if not self.homes or name.endswith(tuple(f"@{home}" for home in self.homes)):
            return name
        if len(self.homes) > 1:
            words = _("Say at which university, by the ending: %(endings)s.")
            raise ValidationError(words % {"endings": self._endings})
        return f"{name}@{self.homes[0]}"

    @property
    def _endings(self) -> str:
        return ", ".join(f"@{home}" for home in self.homes)
