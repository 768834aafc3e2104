"""Filling an empty database with a bank of any size, in a few set-based statements."""

import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import gcd
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg2.extras import execute_values

from org.models import Branch, Region, User
from products import catalogue
from products.models import Product
from products.types import product_types
from prospects import summary
from prospects.loss_reasons import load_loss_reasons
from prospects.models import LossReason, Opportunity, Prospect
from prospects.models.opportunity import HOLDER_TARGET_DAYS
from reports.load import words
from reports.load.bare import TABLES, bare_tables, run
from reports.load.staff import Desk, hire

SQL = Path(__file__).with_name("sql")
STEPS = ("10_base", "20_followups", "30_prospects", "40_opportunities", "50_facts")
Told = Callable[[str, float], None]

# Rupiah that amounts are multiples of, by family.
UNITS = {"kpr": 25_000_000, "kta": 5_000_000, "kkb": 10_000_000, "kur": 5_000_000,
         "working_capital": 50_000_000, "deposit": 10_000_000, "savings": 1_000_000}  # fmt: skip


class NotEmpty(Exception):
    """The database holds something that is not a load: it must not be mixed with one."""


def refuse_used() -> None:
    """Raise NotEmpty when the database holds people, branches, prospects or opportunities."""
    found = [
        str(model._meta.verbose_name_plural)
        for model, rows in (
            (User, User.objects.all()), (Region, Region.objects.all()),
            (Branch, Branch.objects.all()),
            (Prospect, Prospect.objects.system("is it empty")),
            (Opportunity, Opportunity.objects.system("is it empty")),
        ) if rows.exists()
    ]  # fmt: skip
    if found:
        raise NotEmpty(f"This database already holds {', '.join(found)}. Load into an empty one.")


@transaction.atomic
def load(prospects: int, *, now: datetime, today: date, told: Told) -> None:
    """Write the whole bank; raises NotEmpty when there is one already. All or nothing.

    `told` is called with the name and the seconds of each step.
    """
    refuse_used()
    started = time.monotonic()
    catalogue.load()
    load_loss_reasons()
    desks = hire(prospects)
    told("people", time.monotonic() - started)
    parameters = _parameters(prospects, now, today)
    with bare_tables(told):
        run([(SQL / "00_helpers.sql").read_text()])
        _fill_helpers(desks)
        for step in STEPS:
            started = time.monotonic()
            with connection.cursor() as cursor:
                cursor.execute((SQL / f"{step}.sql").read_text(), parameters)
            told(step[3:], time.monotonic() - started)
        _move_sequences(prospects)
    _finish(told)


def _finish(told: Told) -> None:
    started = time.monotonic()
    summary.rebuild()
    told("summaries", time.monotonic() - started)
    started = time.monotonic()
    run(["ANALYZE"])
    told("analyze", time.monotonic() - started)


def _parameters(prospects: int, now: datetime, today: date) -> dict[str, Any]:
    reasons = list(LossReason.objects.order_by("pk").values_list("pk", flat=True))
    sizes: dict[str, int] = {}
    for kind, *_ in words.words():
        sizes[kind] = sizes.get(kind, 0) + 1
    return {
        "now": now, "today": today, "prospects": prospects, "step": _step(prospects),
        "reasons": reasons, "reason_count": len(reasons), "products": len(_products()),
        "sources": len(list(words.sources())), "outcomes": len(list(words.outcomes())),
        "steps": len(list(words.steps())), **sizes,
    }  # fmt: skip


def _step(prospects: int) -> int:
    """Return a stride without a common divisor, so that striding meets every row once."""
    stride = 7_368_787
    while gcd(stride, prospects) != 1:
        stride += 1
    return stride


def _products() -> list[tuple[int, int, str, int, int]]:
    """Return (position, key, family, position of the last rung, unit in rupiah)."""
    families = product_types()
    return [
        (place, product.pk, product.family, len(families[product.family].ladder) - 1,
         UNITS[product.family])
        for place, product in enumerate(Product.objects.filter(family__in=UNITS).order_by("pk"))
    ]  # fmt: skip


def _rungs() -> Iterable[tuple[str, int, str, str, int]]:
    """Return (family, position, stage, who has the file, days until he is late)."""
    for family in product_types().values():
        for place, stage in enumerate(family.ladder):
            working_days = HOLDER_TARGET_DAYS.get(stage.default_holder, 0)
            days = working_days + 2 * (working_days // 5)
            yield family.code, place, stage.code, stage.default_holder, days


def _desk_row(desk: Desk) -> tuple[Any, ...]:
    officer = desk.officer
    return (officer.pk, desk.peer.pk, officer.branch_id, officer.zone.key, officer.segment,
            desk.head.pk, desk.admin.pk, desk.analyst.pk, desk.first, desk.amount)  # fmt: skip


def _fill_helpers(desks: list[Desk]) -> None:
    helpers: dict[str, Iterable[tuple[Any, ...]]] = {
        "seed_word": words.words(),
        "seed_source": words.sources(),
        "seed_outcome": words.outcomes(),
        "seed_step": words.steps(),
        "seed_rung": _rungs(),
        "seed_product": _products(),
        "seed_desk": map(_desk_row, desks),
    }
    with connection.cursor() as cursor:
        for table, rows in helpers.items():
            execute_values(cursor.cursor, f"INSERT INTO {table} VALUES %s", list(rows))
            cursor.execute(f"ANALYZE {table}")  # or every row is compared with every word


def _move_sequences(prospects: int) -> None:
    """Let new rows go on where the load ended."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'),"
                f" greatest(1, (SELECT coalesce(max(id), 1) FROM {table})))",
                [table],
            )
        cursor.execute("SELECT setval('prospects_prospect_number', %s)", [prospects])
