"""`manage.py mail_sending on|off|show`: whether mail leaves the portal."""

import argparse
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.outbox import switch


class Command(BaseCommand):
    """The same switch as on the operations page. Mails wait while it is off; none is lost."""

    help = "Turn the sending of mail on or off, or show it."
    requires_system_checks = ["start"]  # the others look at code and take a second

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to do, and in whose name."""
        parser.add_argument("state", choices=("on", "off", "show"))
        parser.add_argument("--reason", default="by an operator")
        parser.add_argument("--by", help="user name of the person who decides; needed for on")
        parser.add_argument(
            "--keep-older",
            action="store_true",
            help="send also what was due before sending stopped (it may have left already)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Turn it, then show it."""
        if options["state"] == "off":
            switch.stop(reason=options["reason"], now=clock.now())
        elif options["state"] == "on":
            self._start(options["by"], keep_older=options["keep_older"])
        self.stdout.write(f"mail sending is {'on' if switch.is_sending() else 'off'}")

    def _start(self, name: str | None, *, keep_older: bool) -> None:
        people = get_user_model()
        person = people.objects.filter(**{people.USERNAME_FIELD: name or ""}).first()
        if person is None:
            raise CommandError("Name the person who decides: --by USERNAME.")
        count = switch.start(now=clock.now(), actor_id=person.pk, discard_older=not keep_older)
        self.stdout.write(f"{count} runs and mails from before were cancelled")
