"""Whether SAML can be spoken here: it needs the extra `saml` and the program xmlsec1.

The site runs without them, and what speaks SAML is loaded by whoever needs it first: it takes a
second and 45 MB, which a worker that nobody signs on at is spared.
"""

import shutil
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.http import Http404
from django.utils.translation import gettext as _


def missing() -> str:
    """What to install, in words for whoever runs the site; or nothing."""
    if find_spec("saml2") is None:
        return _("SAML needs the packages of requirements/saml.txt, which are not installed.")
    if shutil.which("xmlsec1") is None:
        return _("SAML needs the program xmlsec1, which is not installed.")
    return ""


def engine() -> ModuleType:
    """`streaming.access.saml.engine`. Raises Http404 where SAML cannot be spoken."""
    if missing():
        raise Http404(missing())
    return import_module("streaming.access.saml.engine")
