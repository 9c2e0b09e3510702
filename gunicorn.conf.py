"""What the server is told when nothing else is said: `gunicorn filmlib.wsgi` reads this file."""

from django.utils.module_loading import import_string

# Whoever plays a film holds a thread while bytes are sent: with one a worker, everybody waits.
threads = 4
# A question with every filter on, and the longest cookie and launch, are shorter; what is longer is
# refused with 414 or 431.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190
control_socket_disable = True  # nobody here steers a running server through a file at home


def post_worker_init(worker):
    """Go on with work that an earlier server left (see `catalog.jobs`)."""
    import_string("catalog.jobs.queue.resume")()  # models can be imported only now
