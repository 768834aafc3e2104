"""Folding deltas into the summary, rebuilding it, and proving it right."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from prospects import branch_totals

LOCK = 7301  # one folder at a time; others go home

_KEYS = "branch_id, owner_id, product_id, stage, status, close_month"

_FOLD = f"""
WITH moved AS (DELETE FROM prospects_pipelinedelta RETURNING {_KEYS}, n, amount),
     sums AS (SELECT {_KEYS}, sum(n) AS n, sum(amount) AS amount FROM moved GROUP BY {_KEYS})
INSERT INTO prospects_pipelinesummary AS summary ({_KEYS}, n, amount)
SELECT {_KEYS}, n, amount FROM sums
ON CONFLICT ({_KEYS}) DO UPDATE
SET n = summary.n + excluded.n, amount = summary.amount + excluded.amount
"""

_PLAIN = f"""
SELECT {_KEYS}, count(*) AS n, sum(amount) AS amount
FROM prospects_opportunity WHERE archived_at IS NULL GROUP BY {_KEYS}
"""

_DIFFERENCES = f"""
SELECT {_KEYS}, sum(n), sum(amount) FROM (
    SELECT {_KEYS}, n, amount FROM ({_PLAIN}) AS plain
    UNION ALL SELECT {_KEYS}, -n, -amount FROM prospects_pipelinefigure
) AS both_sides
GROUP BY {_KEYS} HAVING sum(n) <> 0 OR sum(amount) <> 0
"""


def fold_deltas() -> int:
    """Move all deltas into their totals in one statement each; return how many keys were touched.

    Returns 0 at once when another folder is at work: the lock ends with the transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_FOLD)
        touched = int(cursor.rowcount)
        cursor.execute(branch_totals.FOLD)
        return touched + int(cursor.rowcount)


def forget_zeros(_now: datetime) -> int:
    """Delete totals of nothing, which days and stages leave behind; return how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = 0
        for table in ("prospects_pipelinesummary", "prospects_branchtotal"):
            cursor.execute(f"DELETE FROM {table} WHERE n = 0 AND amount = 0")
            found += int(cursor.rowcount)
    return found


def rebuild() -> None:
    """Recompute the summary from the opportunities, with writers held off for the moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for table in branch_totals.TABLES:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        cursor.execute("DELETE FROM prospects_pipelinedelta")
        cursor.execute("DELETE FROM prospects_pipelinesummary")
        # In the order they are read, so that a branch's rows lie together.
        cursor.execute(
            f"INSERT INTO prospects_pipelinesummary ({_KEYS}, n, amount) {_PLAIN} ORDER BY {_KEYS}"
        )
        cursor.execute("DELETE FROM prospects_branchdelta")
        cursor.execute("DELETE FROM prospects_branchtotal")
        cursor.execute(
            f"INSERT INTO prospects_branchtotal ({branch_totals.KEYS}, n, amount)"
            f" {branch_totals.PLAIN} ORDER BY kind, branch_id, day"
        )


def differences() -> list[tuple[Any, ...]]:
    """Return the keys whose figure is not what the plain query says: (keys..., n, rupiah)."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        return [(*row[:-1], Decimal(row[-1])) for row in cursor.fetchall()]


def branch_differences() -> list[tuple[Any, ...]]:
    """Return the totals of branches that are not what the rows say: (keys..., n, rupiah)."""
    with connection.cursor() as cursor:
        cursor.execute(branch_totals.DIFFERENCES)
        return [(*row[:-1], Decimal(row[-1])) for row in cursor.fetchall()]
