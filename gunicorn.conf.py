"""What the server is told when nothing else is said: `gunicorn filmlib.wsgi` reads this file."""

# Whoever plays a film holds a thread while bytes are sent: with one a worker, everybody waits.
threads = 4
control_socket_disable = True  # nobody here steers a running server through a file at home
