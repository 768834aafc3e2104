"""`manage.py restore FILE`: bring a backup back."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.backup import read_key, restore
from core.backup_file import BackupError


class Command(BaseCommand):
    """Needs BACKUP_KEY. Mail sending is off afterwards until a person turns it on."""

    help = "Bring database and uploaded files back from an encrypted backup."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where from."""
        parser.add_argument("source", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="throw away what the database holds now"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, then say what a person must do next."""
        key_text, now = settings.BACKUP_KEY, clock.now()
        try:
            key = read_key(key_text)
            manifest = restore(options["source"], key=key, replace=options["replace"], now=now)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored what was kept at {manifest['made_at']}. Mail sending is off: an "
            "administrator switches it on again on the operations page."
        )
