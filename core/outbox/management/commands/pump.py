"""`manage.py pump`: the dispatcher. Run one or two of them beside the workers."""

from typing import Any

from django.core.management.base import BaseCommand

from core.outbox.pump import run_until_stopped


class Command(BaseCommand):
    """Hand out what is due until told to stop."""

    requires_system_checks = ["start"]  # the others look at code and would delay every start
    help = "Hands due work to the workers, and does it itself while the broker is silent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until SIGTERM."""
        self.stdout.write("The pump runs.")
        run_until_stopped()
        self.stdout.write("The pump has stopped.")
