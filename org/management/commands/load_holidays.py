"""`manage.py load_holidays YEAR...`: put the national calendar into editable rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from org.holidays import load


class Command(BaseCommand):
    """Adds what is missing and leaves what people edited."""

    help = "Load national holidays and joint leave of the given years."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the years."""
        parser.add_argument("years", nargs="+", type=int)

    def handle(self, *_args: Any, years: list[int], **_options: Any) -> None:
        """Load them and say how many."""
        if any(not 2020 <= year <= 2100 for year in years):
            raise CommandError("Give years from 2020 to 2100.")
        added, kept = load(years)
        self.stdout.write(f"{added} days added, {kept} were there.")
