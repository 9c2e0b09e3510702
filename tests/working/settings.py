"""The site's settings with works that a test can watch, and a lease that it can wait for."""

import os

from filmlib import settings
from tests.working import works

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})
JOBS = works.JOBS
JOBS_LEASE = int(os.environ["WORKS_LEASE"])
