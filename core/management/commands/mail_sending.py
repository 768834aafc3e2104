"""`manage.py mail_sending on|off|show`: whether mail leaves the portal."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from core import clock, switches


class Command(BaseCommand):
    """Mails wait while sending is off; nothing is lost."""

    help = "Turn the sending of mail on or off, or show it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("state", choices=("on", "off", "show"))
        parser.add_argument("--reason", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Turn it, then show it."""
        if options["state"] != "show":
            switches.turn(
                switches.MAIL_SENDING,
                on=options["state"] == "on",
                now=clock.now(),
                reason=options["reason"],
            )
        self.stdout.write(f"mail sending is {'on' if switches.may_send_mail() else 'off'}")
