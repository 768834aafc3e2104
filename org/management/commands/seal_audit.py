"""`manage.py seal_audit`: seal the audit rows written since the last seal."""

from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from org import audit


class Command(BaseCommand):
    """Done every ten minutes by the pump; by hand when somebody wants to be sure."""

    help = "Hash the new rows of the audit trail into a seal."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seal and say how many rows."""
        self.stdout.write(f"Sealed {audit.seal(clock.now())} rows.")
