"""Who waits for whom while a list is written, so that no number is recorded twice.

Forms hold a share of one lock from their look for twins to their commit (`duplicates.claim`). An
import takes it whole, one lock however long the list is. It does so after the costly part, writing
the new rows, which nobody else sees yet, and then looks once more for twins: a form is kept waiting
for moments. Found are those a form recorded meanwhile; then the new rows are taken back, judged
anew and written again, now that nobody can come in between.

An import waits for the lock before it touches a row of others: a form that holds a share may wait
for such a row, and each would wait for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from prospects import duplicates
from prospects.imports import staging

IMPORT_LOCK = 7_205_759_411  # any number nobody else locks


def one_at_a_time() -> None:
    """Wait until no other import writes: two lists must not both bring the same number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def write_new(
    table: str,
    classify: str,
    statements: Sequence[str],
    parameters: dict[str, Any],
    *,
    is_dry_run: bool,
) -> None:
    """Judge the staged rows and write the new ones by these statements; nobody has a twin then.

    `table` is the staging table of prospects. The statements insert and touch nothing that is
    there already. What follows until the transaction ends keeps forms waiting; a dry run, which
    leaves nothing, does not.
    """
    staging.classify(table, classify, parameters)
    if is_dry_run:
        _write(statements, parameters)
        return
    with transaction.atomic():
        _write(statements, parameters)
        duplicates.claim_all()
        is_free = not staging.rows(_twins(table), parameters)
        transaction.set_rollback(not is_free)
    if not is_free:
        staging.classify(table, classify, parameters)
        _write(statements, parameters)


def _write(statements: Sequence[str], parameters: dict[str, Any]) -> None:
    for statement in statements:
        staging.execute(statement, parameters)


def _twins(table: str) -> str:
    """Return the question for a new row whose phone or address somebody else has now.

    "d.email <> ''" says nothing new but lets the partial index answer.
    """
    return f"""
SELECT 1 FROM {table} AS s WHERE s.action = 'created' AND (
    EXISTS (SELECT 1 FROM prospects_prospectphone AS n
            JOIN prospects_prospect AS d ON d.id = n.prospect_id AND d.archived_at IS NULL
            WHERE n.number = s.phone AND d.import_batch_id IS DISTINCT FROM %(batch)s)
    OR EXISTS (SELECT 1 FROM prospects_prospect AS d WHERE d.archived_at IS NULL
               AND s.email <> '' AND d.email <> '' AND d.email = s.email
               AND d.import_batch_id IS DISTINCT FROM %(batch)s)
) LIMIT 1
"""
