"""Lists on their way out: files of the size that may leave, and the list of a breach."""

import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from itertools import islice, pairwise
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count

from bench.people import Viewer
from core import clock
from core.outbox.models import Run
from core.spreadsheets.writing import csv_bytes, xlsx_bytes
from org.models import User
from prospects.exports import services
from prospects.exports.services import MOST, Wish
from prospects.exports.tables import cells_of, head_of
from prospects.models import ExportFile, Prospect

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


def approved_speed(people: list[Viewer]) -> dict[str, str]:
    """Ask for the largest branch that one file may hold, say yes as a second person, take it.

    Each step is the service the pages and the worker call; all of it is taken back.
    """
    user = next(viewer.user for viewer in people if viewer.name == "office")
    now, ip = clock.now(), "127.0.0.1"
    with transaction.atomic():
        _as_in_a_worker()
        second = User.objects.create_user("yes", full_name="Second Person", role=user.role)
        steps = [time.perf_counter()]
        export = services.ask(
            Wish("prospects", {"branch": _largest_branch()}, [], "xlsx", "screen", "Bench"),
            user=user, now=now, ip=ip,
        )  # fmt: skip
        if export.state != ExportFile.State.ASKED:
            raise ValueError(f"{export.person_count} persons leave without a second person")
        steps.append(time.perf_counter())
        services.decide(export, yes=True, user=second, now=now, ip=ip)
        steps.append(time.perf_counter())
        services.MakeExport().work(Run(payload={"export": export.public_id}), now)
        steps.append(time.perf_counter())
        export.refresh_from_db()
        content = services.take(export, user=user, now=now, ip=ip)
        steps.append(time.perf_counter())
        transaction.set_rollback(True)
    if content is None:
        raise ValueError(export.problem)
    asked, said, made, taken = (after - before for before, after in pairwise(steps))
    return {
        "asked": f"{asked * 1000:.0f} ms", "yes": f"{said * 1000:.0f} ms",
        "made": f"{export.row_count} rows in {made:.1f} s, {export.row_count / made:.0f} rows/s,"
                f" {len(content) / 1e6:.1f} MB",
        "taken": f"{taken * 1000:.0f} ms",
    }  # fmt: skip


def _largest_branch() -> str:
    """Return the branch with the most prospects that one file may hold."""
    rows = Prospect.objects.system("which branch").filter(archived_at=None)
    found = rows.values("branch__public_id").annotate(n=Count("pk")).filter(n__lte=MOST)
    return str(found.order_by("-n")[0]["branch__public_id"])


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
