"""Fill an empty database with a bank as large as one likes, to measure with."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from core import clock
from org.models.branch import ZONES, TimeZone
from reports.load.checking import Wrong, check
from reports.load.loading import NotEmpty, load

LEAST = 100


class Command(BaseCommand):
    """`manage.py seed_load --prospects N`."""

    help = (
        "Fill an empty database with N invented prospects, 3N opportunities and 3N follow-ups. "
        "The rows carry no change history: they are there to be measured, not to be audited."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask how many."""
        parser.add_argument("--prospects", type=int, required=True, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, check and say how long each step took."""
        if options["prospects"] < LEAST:
            raise CommandError(f"Load at least {LEAST} prospects.")
        started, now = time.monotonic(), clock.now()
        try:
            load(options["prospects"], now=now, told=self.tell,
                 today=now.astimezone(ZONES[TimeZone.WIB]).date())  # fmt: skip
            counts = check(options["prospects"])
        except (NotEmpty, Wrong) as error:
            raise CommandError(str(error)) from error
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
        self.tell("whole load", time.monotonic() - started)
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()))

    def tell(self, step: str, seconds: float) -> None:
        """Print the time of one step."""
        self.stdout.write(f"{step:<14} {seconds:8.1f} s")
