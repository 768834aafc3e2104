"""The staging table: rows enter it by COPY and leave it by one INSERT ... SELECT.

COPY never touches a business table: the change history would have no author.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

PEOPLE = "staged_prospect"  # the staging table of prospects
_NAMED = re.compile(r"%\((\w+)\)s")
_NULL = "\x02"  # stands for NULL: a character no cell may hold


def create(name: str, columns: str) -> None:
    """Create the table for this transaction only."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")


def copy(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Fill the table. None becomes NULL, everything else its text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([_NULL if value is None else value for value in row])
    buffer.seek(0)
    names = ", ".join(columns)
    statement = (
        f"COPY {name} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{_NULL}', FORCE_NULL ({names}))"
    )
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(statement, buffer)


def execute(sql: str, parameters: dict[str, Any] | None = None) -> int:
    """Run one statement through Django's cursor; return how many rows it touched.

    Named parameters are put in order first: what the history of changes adds to a statement
    comes in order too, and the driver does not mix the two.
    """
    names = _NAMED.findall(sql)
    values = [(parameters or {})[name] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.sub("%s", sql), values)
        return int(cursor.rowcount)


def classify(name: str, sql: str, parameters: dict[str, Any]) -> None:
    """Write the verdicts; what follows is planned by how many rows there are of each."""
    execute(sql, parameters)
    execute(f"ANALYZE {name}")


def rows(sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Return what a SELECT with named parameters finds."""
    values = [(parameters or {})[name] for name in _NAMED.findall(sql)]
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.sub("%s", sql), values)
        return list(cursor.fetchall())


def actions(name: str) -> Counter[str]:
    """Count the verdicts."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT action, count(*) FROM {name} GROUP BY action")
        return Counter(dict(cursor.fetchall()))


def refused(name: str) -> dict[int, str]:
    """Return the reason code of every row that is neither written nor equal, by line."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT line, action FROM {name} "
            "WHERE action NOT IN ('created', 'updated', 'unchanged')"
        )
        return dict(cursor.fetchall())
