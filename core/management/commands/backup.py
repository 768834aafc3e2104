"""`manage.py backup FILE`: database and uploaded files in one encrypted file."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.backup import backup, read_key
from core.backup_file import BackupError


class Command(BaseCommand):
    """Needs BACKUP_KEY. Run it with the address of the tables' owner."""

    help = "Write database and uploaded files into one encrypted file."
    requires_system_checks = ["start"]  # the others look at code and take a second

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("target", type=Path, help="a file, or a folder to name a file in")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it and say what is in it."""
        now = clock.now()
        target: Path = options["target"]
        if target.is_dir():
            target = target / f"aoportal-{now:%Y%m%dT%H%M%SZ}.backup"
        try:
            manifest = backup(target, key=read_key(settings.BACKUP_KEY), now=now)
        except BackupError as error:
            raise CommandError(str(error)) from error
        total = sum(entry["bytes"] for entry in manifest["files"].values())
        self.stdout.write(f"{target}: {len(manifest['files'])} files, {total} bytes inside")
