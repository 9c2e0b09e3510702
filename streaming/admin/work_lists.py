"""What waits to be done about streaming, for the first page of the admin."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.work_lists import WorkList
from streaming.accessibility import Help
from streaming.admin.captions import lacking
from streaming.admin.own_university import limit_to
from streaming.availability import LEAVING_SOON
from streaming.models import Licence, LtiApplication, Media


def without_captions(request) -> WorkList | None:
    return _lacking(request, _("Films watched without captions"), Help.CAPTIONS)


def without_a_check(request) -> WorkList | None:
    return _lacking(request, _("Films watched with captions nobody checked, or none"), Help.CHECKED)


def _lacking(request, words: str, what: Help) -> WorkList | None:
    if not request.user.has_perm("streaming.view_media"):
        return None
    number = lacking(Media.objects.all(), what).count()
    address = reverse("admin:streaming_media_changelist") + f"?lacks={what.value}"
    return WorkList(words, number, address)


def ending_soon(request) -> WorkList | None:
    if not request.user.has_perm("streaming.view_licence"):
        return None
    own = limit_to(request.user, "streaming.view_licence", "university_id")
    licences = Licence.objects.ending_within(LEAVING_SOON, at=timezone.now()).filter(own)
    address = reverse("admin:streaming_licence_changelist") + "?days=ending"
    return WorkList(_("Licences that end within 30 days"), licences.count(), address)


def course_systems_that_wait(request) -> WorkList | None:
    """Those that registered themselves, for who can say whose they are."""
    permission = "streaming.change_ltiapplication"
    if not request.user.has_perm(permission):
        return None
    own = limit_to(request.user, permission, "university_id")
    number = LtiApplication.objects.filter(own).count()
    address = reverse("admin:streaming_ltiapplication_changelist")
    return WorkList(_("Course systems that wait"), number, address)
