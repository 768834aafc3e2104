"""How far a worker is with a file, for the page that asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from prospects.imports.running import Progress
from prospects.models import ImportFile

_NOTE = "UPDATE prospects_importfile SET rows_read = %s WHERE id = %s"


@contextmanager
def heard(file: ImportFile) -> Iterator[Progress]:
    """Yield what notes how many rows of the file are read.

    It writes on a connection of its own, opened when a file is long enough for a first word: the
    work lies in one transaction, of which nobody sees anything before its end.
    """
    own = connections["default"].copy()

    def note(rows: int) -> None:
        with own.cursor() as cursor:
            cursor.execute(_NOTE, [rows, file.pk])

    try:
        yield note
    finally:
        own.close()
