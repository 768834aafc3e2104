"""Tables without triggers, foreign keys and secondary indexes while they are filled.

Building an index once over all rows is several times faster than keeping it right row by row. All
of it happens in the loader's transaction, so that a load that fails leaves everything in place.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = (
    "prospects_prospect", "prospects_opportunity", "prospects_opportunitystate",
    "prospects_fileposition", "prospects_disbursement", "prospects_timelineentry",
    "followups_followup", "followups_interaction",
)  # fmt: skip

_CONSTRAINTS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('u', 'f')
    ORDER BY contype DESC, conname
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY (%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
    ORDER BY 1
"""
_SETTINGS = (
    "SET LOCAL maintenance_work_mem = '512MB'",
    "SET LOCAL work_mem = '128MB'",
    "SET LOCAL max_parallel_maintenance_workers = 2",
    "SET LOCAL synchronous_commit = off",
)


def run(statements: list[str]) -> None:
    """Execute one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _read(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(TABLES)])
        return cursor.fetchall()


@contextmanager
def bare_tables(told: Callable[[str, float], None]) -> Iterator[None]:
    """Strip the tables, let the caller fill them, and dress them again; inside a transaction."""
    constraints, indexes = _read(_CONSTRAINTS), _read(_INDEXES)
    run([*_SETTINGS, "SET CONSTRAINTS ALL IMMEDIATE"])
    run([f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES])
    run([f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in constraints])
    run([f"DROP INDEX {name}" for name, _ in indexes])
    # They are empty: what a transaction writes to a table it has emptied itself needs no log on
    # servers that keep no replica (wal_level minimal).
    run([f"TRUNCATE {', '.join(TABLES)} CASCADE"])
    yield
    started = time.monotonic()
    run([definition for _, definition in indexes])
    told("indexes", time.monotonic() - started)
    started = time.monotonic()
    run([f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}" for table, name, rule in constraints])
    told("constraints", time.monotonic() - started)
    run([f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES])
