"""The pages measured against a constant view on the same server: `python -m tests.bench`.

Absolute speeds differ between machines and minutes, so two slices of load alternate, one on the
constant, one on the page, and what counts is their ratio. See `docs/performance.md`.
"""

import warnings

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # the PostgreSQL wheel's
