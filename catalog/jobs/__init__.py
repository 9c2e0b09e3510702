"""Work that outlives a request: pictures made smaller, files of films read and brought in.

put(kind, *keys) in a transaction: the work waits, and begins after the commit
progress_of(job) how far it is, while it is at it

`settings.JOBS` names each kind's function, called as `work(key, tell)`; it may call `tell(done,
of)` as often as it likes. It raises ValueError, with words for people, for what trying again does
not change; whatever else it raises is logged, and it is tried again, three times in all. So it
must bear to be begun anew: a process may be killed at any moment.

The work is done by a process of its own, `manage.py do_jobs`, which whoever puts work starts where
none runs, and which ends when nothing waits. It may be started by hand or by a timer as well.
"""

from catalog.jobs.progress import progress_of
from catalog.jobs.queue import put

__all__ = ["progress_of", "put"]
