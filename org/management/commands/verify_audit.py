"""`manage.py verify_audit`: compare the audit trail with its seals."""

from typing import Any

from django.core.management.base import BaseCommand

from org import audit
from org.models import AuditEntry, AuditSeal


class Command(BaseCommand):
    """Exit code 1 and the broken blocks when a sealed row was changed, added or taken away."""

    help = "Check the audit trail against its seals."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look at every seal."""
        broken = audit.broken_seals()
        for block in broken:
            self.stderr.write(
                f"Broken: rows {block.first_id} to {block.last_id}, "
                f"sealed {block.sealed_at:%Y-%m-%d %H:%M} UTC."
            )
        if broken:
            raise SystemExit(1)
        last = AuditSeal.objects.last()
        waiting = AuditEntry.objects.filter(pk__gt=last.last_id if last else 0).count()
        self.stdout.write(f"{AuditSeal.objects.count()} seals hold; {waiting} rows wait for one.")
