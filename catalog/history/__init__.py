"""Who changed what: a thing and every row that belongs to it, told as one."""

from catalog.history.timeline import Change, Kin, Moment, moments, timeline

__all__ = ["Change", "Kin", "Moment", "moments", "timeline"]
