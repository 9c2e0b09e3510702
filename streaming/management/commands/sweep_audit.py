from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand
from streaming.audit import forget

LEAST = 30


class Command(LibraryCommand):
    help = "Remove the lines of the audit trail that have been kept long enough."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=settings.AUDIT_DAYS,
            help=f"how long lines are kept, {LEAST} at least (AUDIT_DAYS: {settings.AUDIT_DAYS})",
        )

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < LEAST:
            raise ValueError(f"Lines are kept for {LEAST} days at least.")
        removed = forget(before=timezone.now() - timedelta(days=days))
        self.stdout.write(f"{removed} lines removed")
