"""What a server runs: `gunicorn filmlib.wsgi`. It refuses to start where it would not be safe."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmlib.settings")

from django.core.wsgi import get_wsgi_application

from filmlib.host import host_required
from filmlib.production import reasons_to_refuse

WORKER_BOOT_ERROR = 3  # gunicorn stops at this status, and starts a worker anew at any other

if reasons := reasons_to_refuse():
    print(*reasons, sep="\n", file=sys.stderr)
    sys.exit(WORKER_BOOT_ERROR)

application = host_required(get_wsgi_application())
