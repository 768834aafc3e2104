"""`manage.py retention [--dry-run]`: throw away what the rules no longer keep."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import clock
from prospects.privacy import retention


class Command(BaseCommand):
    """Prints counts by class; numbers of persons only in a dry run."""

    help = "Throw away what the retention rules no longer keep."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the dry run."""
        parser.add_argument(
            "--dry-run", action="store_true", help="change nothing; say what a run would do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show or do."""
        now = clock.now()
        if not options["dry_run"]:
            for code, count in retention.run(now).items():
                self.stdout.write(f"{code}: {count}")
            return
        for part in retention.preview(now):
            limit = f"before {part.limit:%Y-%m-%d}" if part.limit else "kept for ever"
            self.stdout.write(f"{part.code}: {part.count} ({limit})")
            for number in part.numbers:
                self.stdout.write(f"  {number}")
