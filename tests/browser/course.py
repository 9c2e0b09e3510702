"""The pages that a course system brings its people to, answered to one that is not ours."""

import html
import re
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tests import lms
from tests.demo_server import DemoServer
from tests.over_http import Answer, ask

FRAME = {"Sec_Fetch_Dest": "iframe", "Sec_Fetch_Site": "cross-site"}
FORM = "application/x-www-form-urlencoded"
KNOWN = """
from streaming.models import LtiRegistration, University

LtiRegistration.objects.create(
    university=University.objects.get(slug="example"),
    name="Example Courses",
    issuer="{url}",
    client_id="{client_id}",
    auth_login_url="{url}/auth",
    jwks_url="{url}/jwks",
    deployment_ids=["{deployment_id}"],
)
"""


def pages_of_a_course(library: DemoServer) -> dict[str, Answer]:
    """Each with its name, as it is answered in the frame of a course."""
    with lms.served(library.url) as courses:
        named = {"client_id": lms.CLIENT_ID, "deployment_id": lms.DEPLOYMENT_ID}
        library.manage("shell", "-v", "0", "-c", KNOWN.format(url=courses.url, **named))
        picker = _opened(library, courses, chooses={}, role=lms.LECTURER)
        [slip] = re.findall(r'name="slip" value="([^"]+)"', picker.text)
        slip = html.unescape(slip)
        configuration = quote(f"{courses.url}/configuration", safe="")
        register = "/lti/register/?university=example&openid_configuration="
        return {
            "picker": picker,
            "picker, searched": _picked(library, slip, q="the", film="the-third-man"),
            "picker, nothing found": _picked(library, slip, q="zzz"),
            "handed in": _picked(library, slip, film="the-third-man", hand_in="1"),
            "nothing handed in": _picked(library, slip, cancel="1"),
            "picked too late": _picked(library, "bent"),
            "to a window of its own": _opened(library, courses),
            "to no film": _opened(library, courses, custom={"film": "absent"}),
            "launch refused": _opened(library, courses, target="https://other.example/"),
            "login refused": library.ask("/lti/login/?iss=https://other.example", **FRAME),
            "registered": library.ask(f"{register}{configuration}"),
            "not registered": library.ask(f"{register}nothing"),
        }


def _opened(library: DemoServer, courses: lms.Lms, **changes: Any) -> Answer:
    """A link in the course, all the way back."""
    link = urlsplit(courses.login_address())
    sent = library.ask(f"{link.path}?{link.query}", **FRAME)
    message = courses.message(lms.asked_in(sent.headers["Location"]), **changes)
    return _post(library, "/lti/launch/", message.lti_launch())


def _picked(library: DemoServer, slip: str, **form: str) -> Answer:
    return _post(library, "/lti/deep/", form | {"slip": slip})


def _post(library: DemoServer, path: str, form: dict[str, str]) -> Answer:
    body = urlencode(form)
    return ask(library.port, path, method="POST", body=body, Content_Type=FORM, **FRAME)
