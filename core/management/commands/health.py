"""`manage.py health`: the same look as `/readyz`, with the reasons."""

from typing import Any

from django.core.management.base import BaseCommand

from core.health import findings


class Command(BaseCommand):
    """Prints one line per thing looked at; exit code 1 when work is impossible."""

    help = "Look at database, migrations, disk and broker, and say what is wrong."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look once."""
        found = findings()
        for finding in found:
            state = "ok" if finding.is_well else "NOT OK" if finding.fatal else "degraded"
            self.stdout.write(f"{finding.name:<12}{state:<10}{finding.reason}")
        if any(finding.fatal and not finding.is_well for finding in found):
            raise SystemExit(1)
