"""`manage.py reseal_fields`: the last step but one of a change of field keys."""

from typing import Any

from django.core.management.base import BaseCommand

from prospects.resealing import reseal


class Command(BaseCommand):
    """Seal identity and account numbers anew with the first key of FIELD_KEYS."""

    help = "Seal encrypted numbers anew with the newest key. Repeat until it says 0."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print how many values were sealed anew."""
        self.stdout.write(f"{reseal()} values sealed with the newest key.")
