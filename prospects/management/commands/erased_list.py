"""`manage.py erased_list`: print the list of the erased, to be kept beside the backups."""

from typing import Any

from django.core.management.base import BaseCommand

from prospects.privacy.replay import ErasedList


class Command(BaseCommand):
    """One JSON object a line: public id and digest, no name and no number."""

    help = "Print the list of the erased, which restore needs beside an older backup."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        for line in ErasedList().lines():
            self.stdout.write(line)
