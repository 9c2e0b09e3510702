"""SQLite has one writer at a time, so two at once are tried on PostgreSQL alone."""

import os

collect_ignore = (
    [] if os.environ.get("TEST_ENGINE") == "postgresql" else ["test_two_connections.py"]
)
