"""Make the demo bank."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from reports.demo import loading


class Command(BaseCommand):
    """`manage.py seed_demo [--if-empty | --fresh]`."""

    help = "Make a small bank of invented people with fourteen weeks of work behind it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer what to do with a database that is not empty."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people already"
        )
        choice.add_argument(
            "--fresh", action="store_true", help="delete the business rows of the demo first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where real people are, else load."""
        if settings.PRODUCTION:
            raise CommandError("Demo data has no place in production.")
        if loading.has_people() and not self._may_go_on(**options):
            return
        made = loading.load(clock.now())
        self.stdout.write(", ".join(f"{count} {name}" for name, count in made.items()) + ".")

    def _may_go_on(self, *, if_empty: bool, fresh: bool, **_options: Any) -> bool:
        if if_empty:
            self.stdout.write("There are people already; nothing was changed.")
            return False
        if loading.has_real_people():
            raise CommandError("This database has people who are not of the demo.")
        if not fresh:
            raise CommandError("The demo is there already; --fresh makes it anew.")
        loading.clear()
        return True
