"""Work that outlives a request: pictures made smaller, files of films brought in, films packaged.

put(kind, *keys) in a transaction: the work waits, and begins after the commit
progress_of(job) how far it is, while somebody is at it

`settings.JOBS` names each kind's function, in the lane where it waits: what takes seconds never
waits behind what takes hours. It is called as `work(key, tell)` and may call `tell(done, of)` as
often as it likes. It raises ValueError, with words for people, for what trying again does not
change; whatever else it raises is logged, and it is tried again, three times in all. So it must
bear to be begun anew: a process may be killed at any moment.

The row (`catalog.models.Job`) is the truth: its state, who is at it and until when, how often it
was tried. A queue, one a lane, carries its number to a worker; lost numbers are sent again. The
workers are `manage.py worker`, on any number of machines. Where QUEUE_URL is empty, whoever puts
work starts one, unless one runs on this machine, and it ends when nothing waits.

queue     the rows: put, taken by one alone, struck off
lanes     the queues that carry their numbers, by huey
lease     whoever is at a piece of work says so every few seconds, and leaves it when told
signs     where that, and how far it is, is seen by others
work      one piece of work, with whatever comes of it
sweeping  what a killed worker or a lost queue left
process   a worker started where none runs
worker    the process that does the work
"""

from catalog.jobs.queue import put
from catalog.jobs.signs import progress_of

__all__ = ["progress_of", "put"]
