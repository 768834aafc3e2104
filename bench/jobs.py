"""What runs beside the web: import and the folding of totals. Nothing of it stays."""

import csv
import json
import tempfile
import time
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from bench.people import Viewer
from prospects import summary

ROWS = 20_000  # the most one file may hold
DELTAS = 10_000


def import_speed(people: list[Viewer]) -> dict[str, float]:
    """Import 20,000 prospects with validation and duplicate check, and take them back."""
    user = people[0].user
    if user.branch is None:
        return {}
    profile = {
        "system": "bench", "columns": {"name": "Nama", "phone": "Ponsel"},
        "branch": user.branch.code, "date_pattern": "%d/%m/%Y", "decimal_style": "1.234,56",
        "phone_region": "ID", "time_zone": "WIB",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        folder = Path(name)
        (folder / "profile.json").write_text(json.dumps(profile))
        _write_rows(folder / "rows.csv")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '60s'")  # as in a worker
        out, started = StringIO(), time.perf_counter()
        call_command("import_prospects", folder / "rows.csv", profile=folder / "profile.json",
                     as_json=True, username=user.username, stdout=out,
                     rejects=folder / "rejects.csv")  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    created = json.loads(out.getvalue())["created"]
    return {"rows": created, "seconds": round(seconds, 2), "rows_per_second": created // seconds}


def _write_rows(path: Path) -> None:
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["Nama", "Ponsel"])
        writer.writerows((f"Impor Contoh {n}", f"0896{n:08d}") for n in range(ROWS))


def fold_speed() -> dict[str, float]:
    """Fold 10,000 deltas into the summary, and take them back."""
    keys = "branch_id, owner_id, product_id, stage, status, close_month"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '60s'")  # as in a worker
            cursor.execute(
                f"INSERT INTO prospects_pipelinedelta ({keys}, n, amount)"
                f" SELECT {keys}, 1, 1000000 FROM prospects_pipelinesummary LIMIT %s",
                [DELTAS],
            )
            written = cursor.rowcount
        started = time.perf_counter()
        summary.fold_deltas()
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"deltas": written, "ms": round(seconds * 1000, 1)}
