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
from org.models import User
from prospects import summary
from prospects.models import Territory

CITIES = {"3273": "Kota Bandung", "3275": "Kota Bekasi", "3174": "Kota Jakarta Selatan"}
ROWS = 20_000  # the most one file may hold
DELTAS = 10_000


def import_speed(people: list[Viewer], *, by_territory: bool = False) -> dict[str, float]:
    """Import 20,000 prospects with validation and duplicate check, and take them back.

    With `by_territory` their places decide who gets them.
    """
    user = people[0].user
    if user.branch is None:
        return {}
    columns = {"name": "Nama", "phone": "Ponsel"} | ({"area": "Kota"} if by_territory else {})
    profile = {
        "system": "bench", "columns": columns, "by_territory": by_territory,
        "branch": user.branch.code, "date_pattern": "%d/%m/%Y", "decimal_style": "1.234,56",
        "phone_region": "ID", "time_zone": "WIB",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        folder = Path(name)
        (folder / "profile.json").write_text(json.dumps(profile))
        _write_rows(folder / "rows.csv")
        _cover(user)
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
    answer = json.loads(out.getvalue())
    created = answer["created"]
    found = {"rows": created, "seconds": round(seconds, 2), "rows_per_second": created // seconds}
    return found | ({"by_territory": answer["by_territory"]} if by_territory else {})


def _cover(user: User) -> None:
    """Let a person cover one of the cities of the file and his branch the others in turn."""
    Territory.objects.all().delete()
    for code, city in CITIES.items():
        officer = user if code == next(iter(CITIES)) else None
        Territory.objects.create(
            branch=user.branch, area_code=code, area_name=city, officer=officer
        )


def _write_rows(path: Path) -> None:
    cities = list(CITIES.values())
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["Nama", "Ponsel", "Kota"])
        writer.writerows(
            (f"Impor Contoh {n}", f"0896{n:08d}", cities[n % len(cities)]) for n in range(ROWS)
        )


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
