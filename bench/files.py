"""Lists on their way out: files of the size that may leave, and the list of a breach."""

import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench.people import Viewer
from core import clock
from core.spreadsheets.writing import csv_bytes, xlsx_bytes
from prospects.exports.services import MOST
from prospects.exports.tables import cells_of, head_of
from prospects.models import ExportFile

_LOOKS = """
INSERT INTO org_readentry (at, user_id, object_type, object_id, request_id)
SELECT now(), %s, 'prospect', public_id, '' FROM prospects_prospect LIMIT 5000
"""


def export_speed(people: list[Viewer]) -> dict[str, str]:
    """Make files of head office's lists as the worker does, of at most as many rows as may leave.

    Nothing is kept: the file ends where it is made.
    """
    user = next(viewer.user for viewer in people if viewer.name == "office")
    found = {}
    for table, kind in (("prospects", "xlsx"), ("prospects", "csv"), ("opportunities", "xlsx")):
        wish = ExportFile(by=user, table=table, kind=kind, layout=ExportFile.Layout.SCREEN)
        started, rows = time.perf_counter(), _Counted(cells_of(wish, user, now=clock.now()))
        with transaction.atomic():
            _as_in_a_worker()
            head = head_of(wish, user)
            content = csv_bytes(head, rows) if kind == "csv" else xlsx_bytes(table, head, rows)
        seconds = time.perf_counter() - started
        found[f"{table} as {kind}"] = (
            f"{rows.n} rows in {seconds:.1f} s, {rows.n / seconds:.0f} rows/s,"
            f" {len(content) / 1e6:.1f} MB"
        )
    return found


class _Counted:
    """Rows on their way, counted, as many as one file may hold."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self.rows, self.n = islice(rows, MOST), 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.n += 1
            yield row


def breach_speed(people: list[Viewer]) -> dict[str, str]:
    """List whom the busiest officer touched within ninety days: he looked at 5,000 persons."""
    user, out = people[0].user, StringIO()
    today = clock.now().astimezone(user.zone).date()
    with transaction.atomic():
        _as_in_a_worker()
        with connection.cursor() as cursor:
            cursor.execute(_LOOKS, [user.pk])
        started = time.perf_counter()
        call_command(
            "breach_list", user=user.username, first=today - timedelta(days=90), last=today,
            stdout=out,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"persons": str(out.getvalue().count("\t") // 3 - 1), "seconds": f"{seconds:.2f}"}


def _as_in_a_worker() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
