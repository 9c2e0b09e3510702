"""The catalogue's desks: one module a noun."""

from catalog.admin import festivals, films, import_reports, merges, people, subjects, weeks, work

__all__ = ["festivals", "films", "import_reports", "merges", "people", "subjects", "weeks", "work"]
