"""Who changed what: a thing and every row that belongs to it, told as one."""

from catalog.history.timeline import Before, Change, Kin, Moment, before, moments, timeline

__all__ = ["Before", "Change", "Kin", "Moment", "before", "moments", "timeline"]
