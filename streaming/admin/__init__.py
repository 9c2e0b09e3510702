"""The desks of streaming: licences, media, universities, and who works here."""

from streaming.admin import licences, media, staff, universities

__all__ = ["licences", "media", "staff", "universities"]
