"""What a server runs: `gunicorn filmlib.wsgi`. It refuses to start where it would not be safe."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmlib.settings")
application = get_wsgi_application()

from filmlib.production import reasons_to_refuse  # noqa: E402  (settings are read by now)

if reasons := reasons_to_refuse():
    sys.exit("\n".join(reasons))
