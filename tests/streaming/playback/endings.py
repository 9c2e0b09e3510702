"""Each way a right can end: somebody who may watch one film, and what takes that from them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from catalog.models import Film, Material
from streaming.access import visit
from streaming.access.arrival import vouched
from streaming.grants import revoke
from streaming.media.package import Package
from streaming.models import Licence, Membership, SignOn, University
from streaming.playback.frame_ticket import PARAMETER, ticket_for
from tests.factories.catalog import make_film, make_material
from tests.factories.launches import make_launch_key
from tests.factories.streaming import (
    PACKAGE,
    make_captions,
    make_course_system,
    make_licence,
    make_media,
    make_range,
    make_sign_on,
    make_staff,
    make_university,
    make_version,
)

ELSEWHERE = "203.0.113.9"
POSTER = "poster-1.jpg"


@dataclass
class Scene:
    """One viewer who may watch one film at one university, and by what they are let in.

    ticket: in the address of a frame, for who has no cookie; it opens the page once.
    """

    film: Film
    university: University
    headers: dict[str, str] = field(default_factory=dict)
    ticket: str = ""

    @property
    def page(self) -> str:
        if self.ticket:
            return f"/embed/{self.university.slug}/{self.film.slug}/?{PARAMETER}={self.ticket}"
        return f"/films/{self.film.slug}/streaming/"

    @property
    def material(self) -> str:
        return f"/films/{self.film.slug}/materials/{self.film.materials.get().pk}/"


def make_scene(number: int) -> Scene:
    """A viewer on campus, and a film with a package, a poster, captions and a study guide."""
    university = make_university(slug=f"campus-{number}")
    make_range(f"192.0.2.{number}", university=university)
    media = make_media(film=make_film(slug=f"film-{number}"))
    made = Package(heights=(540,), seconds=6.0, posters=(POSTER,)).as_json()
    make_version(media=media, files=PACKAGE | {POSTER: b"\xff\xd8\xff"}, made=made)
    make_captions(media=media)
    make_licence(film=media.film, university=university)
    file = ContentFile(b"a guide", name="guide.pdf")
    make_material(film=media.film, file=file, url="", audience=Material.Audience.LICENSED)
    return Scene(media.film, university, {"X_Forwarded_For": f"192.0.2.{number}"})


def by_visit(scene: Scene, sign_on: SignOn) -> SignOn:
    """Let them in from elsewhere, by a visit for which somebody vouched."""
    request, response, now = RequestFactory().get("/"), HttpResponse(), timezone.now()
    visit.begin(request, response, vouched(sign_on, at=now), at=now)
    cookie = f"{visit.COOKIE}={response.cookies[visit.COOKIE].value}"
    scene.headers = {"X_Forwarded_For": ELSEWHERE, "Cookie": cookie}
    return sign_on


def by_ticket(scene: Scene, sign_on: SignOn) -> SignOn:
    """Let them in from elsewhere, in a frame whose cookies the browser blocks."""
    scene.headers = {"X_Forwarded_For": ELSEWHERE}
    scene.ticket = ticket_for(sign_on, scene.university, scene.film.pk, at=timezone.now())
    return sign_on


def by_staff(scene: Scene):
    """Let in a librarian of the university, from elsewhere."""
    user, client = make_staff("librarian", scene.university), Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    scene.headers = {"X_Forwarded_For": ELSEWHERE, "Cookie": cookie}
    return user


# Each arranges the scene and returns what ends the right.


def licence_revoked(scene: Scene):
    return lambda: revoke(scene.film, scene.university, at=timezone.now())


def licence_removed(scene: Scene):
    return lambda: Licence.objects.get(film=scene.film).delete()


def last_day_over(scene: Scene):
    yesterday = timezone.now().date() - timedelta(days=2)
    return lambda: change(Licence.objects.get(film=scene.film), ends_on=yesterday)


def rights_over(scene: Scene):
    long_ago = timezone.now().date() - timedelta(days=400)
    return lambda: change(scene.film.media, rights_until=long_ago)


def country_left_out(scene: Scene):
    return lambda: change(scene.film.media, territories=["US"])


def withdrawn(scene: Scene):
    return lambda: change(scene.film.media, withdrawn_at=timezone.now())


def unpublished(scene: Scene):
    return lambda: change(scene.film, published_from=None)


def media_removed(scene: Scene):
    return lambda: scene.film.media.delete()


def range_removed(scene: Scene):
    return lambda: scene.university.ranges.all().delete()


def sign_on_shut(scene: Scene):
    sign_on = by_visit(scene, make_sign_on(university=scene.university))
    return lambda: change(sign_on, is_active=False)


def sign_on_changed(scene: Scene):
    """A new certificate, say: any change of it is a new rule."""
    return by_visit(scene, make_sign_on(university=scene.university)).save


def signed_out(scene: Scene):
    by_visit(scene, make_sign_on(university=scene.university))
    key = scene.headers["Cookie"].partition("=")[2]
    return lambda: Session.objects.filter(pk=key).delete()


def launch_key_shut(scene: Scene):
    key = by_visit(scene, make_launch_key(university=scene.university))
    return lambda: change(key, is_active=False)


def launch_key_removed(scene: Scene):
    return by_visit(scene, make_launch_key(university=scene.university)).delete


def launch_key_shut_in_frame(scene: Scene):
    key = by_ticket(scene, make_launch_key(university=scene.university))
    return lambda: change(key, is_active=False)


def course_system_removed(scene: Scene):
    return by_ticket(scene, make_course_system(university=scene.university)).delete


def staff_disabled(scene: Scene):
    user = by_staff(scene)
    return lambda: change(user, is_active=False)


def staff_given_new_password(scene: Scene):
    user = by_staff(scene)

    def end():
        user.set_password("another one, of some length")
        user.save()

    return end


def role_taken_away(scene: Scene):
    user = by_staff(scene)
    return lambda: Membership.objects.filter(user=user).delete()


def university_deleted(scene: Scene):
    def end():
        Licence.objects.filter(university=scene.university).delete()
        scene.university.delete()

    return end


WAYS: list[Callable[[Scene], Callable[[], object]]] = [
    *(licence_revoked, licence_removed, last_day_over, rights_over, country_left_out),
    *(withdrawn, unpublished, media_removed, range_removed),
    *(sign_on_shut, sign_on_changed, signed_out),
    *(launch_key_shut, launch_key_removed, launch_key_shut_in_frame, course_system_removed),
    *(staff_disabled, staff_given_new_password, role_taken_away, university_deleted),
]


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
