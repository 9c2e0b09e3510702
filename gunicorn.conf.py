"""What the server is told when nothing else is said: `gunicorn filmlib.wsgi` reads this file."""

from django.utils.module_loading import import_string

# Whoever plays a film holds a thread while bytes are sent: with one a worker, everybody waits.
threads = 4
control_socket_disable = True  # nobody here steers a running server through a file at home


def post_worker_init(worker):
    """Go on with work that an earlier server left (see `catalog.jobs`)."""
    import_string("catalog.jobs.queue.resume")()  # models can be imported only now
