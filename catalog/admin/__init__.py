"""The catalogue's desks: one module a noun."""

from catalog.admin import festivals, films, people, subjects, weeks

__all__ = ["festivals", "films", "people", "subjects", "weeks"]
