"""What the server is told when nothing else is said: `gunicorn filmlib.wsgi` reads this file."""

import logging
import re

from django.utils.module_loading import import_string

# gunicorn's own log names who sent what it could not read, and the address it failed at.
PRIVATE = re.compile(r"(?<=from ip=)\S+(?=: )|(?<=/play/)[^/\s]+|\?\S+")


def without_what_is_private(record):
    record.msg, record.args = PRIVATE.sub("…", record.getMessage()), ()
    return True


# Whoever plays a film holds a thread while bytes are sent: with one a worker, everybody waits.
threads = 4
# A question with every filter on, and the longest cookie and launch, are shorter; what is longer is
# refused with 414 or 431.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190
control_socket_disable = True  # nobody here steers a running server through a file at home


def post_worker_init(worker):
    """Keep the log as private as ours; see to it that no work is left undone, and nobody waits."""
    logging.getLogger("gunicorn.error").addFilter(without_what_is_private)
    import_string("filmlib.urls.urlpatterns")  # else the first visitor would, for all pages
    import_string("catalog.jobs.watching.watch")()  # models can be imported only now
