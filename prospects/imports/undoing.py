"""Taking an import back within a day.

What it made goes into the archive and gives up the other system's key, so that the corrected file
can be brought again; what it changed gets its old values. A row that somebody touched since stays
and is named. All in one transaction under the lock of all imports: a killed worker has done
nothing, a second run finds nothing to do. Nothing is deleted, so the history stays whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pghistory
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.outbox.api import enqueue
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from org import audit
from prospects.imports import deals, locks, memory, people, staging
from prospects.imports.jobs import may_import
from prospects.imports.traces import MACHINE_LINES
from prospects.models import ImportFile

UNDO = "prospects.import_undo"
UNDO_FOR = timedelta(hours=24)
State = ImportFile.State
# Why a row stays. The order of the cases in _JUDGED.
REASONS = {
    "archived": gettext_lazy("Archived or merged since."),
    "locked": gettext_lazy("Locked at the person's request."),
    "changed": gettext_lazy("Changed since."),
    "deals": gettext_lazy("Has opportunities that this import did not bring."),
    "worked": gettext_lazy("Somebody worked on it since."),
}
_TABLE = "undone_row"
_LINES = ", ".join(f"'{kind}'" for kind in MACHINE_LINES)

_PEOPLE = """
SELECT id FROM prospects_prospect WHERE id IN (
    SELECT coalesce(r.prospect_id, o.prospect_id) FROM prospects_importedrow AS r
    LEFT JOIN prospects_opportunity AS o ON o.id = r.opportunity_id WHERE r.batch_id = %(batch)s
) ORDER BY id FOR UPDATE
"""
_DEALS = """
SELECT o.id FROM prospects_opportunity AS o WHERE o.id IN (
    SELECT opportunity_id FROM prospects_importedrow WHERE batch_id = %(batch)s
) OR o.import_batch_id = %(batch)s AND o.prospect_id IN (
    SELECT prospect_id FROM prospects_importedrow WHERE batch_id = %(batch)s
) ORDER BY o.id FOR UPDATE
"""
_JUDGED = f"""
SELECT r.id, r.prospect_id, r.opportunity_id, r.action, r.before, CASE
    WHEN coalesce(o.archived_at, p.archived_at) IS NOT NULL THEN 'archived'
    WHEN p.restricted_at IS NOT NULL THEN 'locked'
    WHEN coalesce(o.version, p.version) <> r.version THEN 'changed'
    WHEN r.action = 'updated' THEN ''
    WHEN o.id IS NULL AND EXISTS (
        SELECT 1 FROM prospects_opportunity AS d WHERE d.prospect_id = p.id
        AND d.archived_at IS NULL
        AND (d.import_batch_id IS DISTINCT FROM r.batch_id OR d.version > 1)) THEN 'deals'
    WHEN EXISTS (
        SELECT 1 FROM prospects_timelineentry AS t
        WHERE t.prospect_id = p.id AND (o.id IS NULL OR t.opportunity_id = o.id)
        AND t.at > b.at AND t.actor_id IS NOT NULL AND t.kind NOT IN ({_LINES})) THEN 'worked'
    ELSE '' END AS reason
FROM prospects_importedrow AS r
JOIN prospects_importbatch AS b ON b.id = r.batch_id
LEFT JOIN prospects_opportunity AS o ON o.id = r.opportunity_id
JOIN prospects_prospect AS p ON p.id = coalesce(r.prospect_id, o.prospect_id)
WHERE r.batch_id = %(batch)s AND r.state = 'done'
"""


def _old(table: str, columns: Sequence[str], more: str) -> str:
    """Return the statement that gives the updated rows of a table their old values."""
    column = "opportunity_id" if table == "prospects_opportunity" else "prospect_id"
    return f"""
UPDATE {table} AS row SET {", ".join(f"{name} = old.{name}" for name in columns)}, {more}
    version = row.version + 1
FROM {_TABLE} AS u, LATERAL jsonb_populate_record(NULL::{table}, u.before) AS old
WHERE u.{column} = row.id AND u.action = 'updated' AND u.reason = ''
"""


_FREED = "external_system = '', external_id = NULL, version = row.version + 1"
_STATE = "state_at = %(now)s, state_by_id = %(actor)s,"
_UNMADE_DEALS = f"""
UPDATE prospects_opportunity AS row
SET archived_at = %(now)s, updated_at = %(now)s, {_STATE} {_FREED}
FROM {_TABLE} AS u WHERE u.action = 'created' AND u.reason = '' AND row.archived_at IS NULL
AND (u.opportunity_id = row.id
     OR u.prospect_id = row.prospect_id AND row.import_batch_id = %(batch)s)
"""
_UNMADE_PEOPLE = f"""
UPDATE prospects_prospect AS row
SET archived_at = %(now)s, updated_at = %(now)s, {_FREED}
FROM {_TABLE} AS u WHERE u.action = 'created' AND u.reason = '' AND u.prospect_id = row.id
"""
# Money the import brought; a week's report that counted it still does.
_MONEY = f"""
UPDATE prospects_disbursement AS row
SET state = 'refused', is_first = false, decided_by_id = %(actor)s, decided_at = %(now)s,
    confirmed_at = row.entered_at, note = %(note)s, version = row.version + 1
FROM {_TABLE} AS u, prospects_importbatch AS b
WHERE u.opportunity_id = row.opportunity_id AND u.reason = '' AND b.id = %(batch)s
AND row.is_imported AND row.state = 'confirmed' AND row.entered_at = b.at
"""
_TOLD = f"""
INSERT INTO prospects_timelineentry
    (public_id, prospect_id, opportunity_id, at, "group", kind, actor_id, data, body)
SELECT left(md5(u.id || 'import_undone'), 16), coalesce(u.prospect_id, o.prospect_id),
       u.opportunity_id, %(now)s, 'system', 'import_undone', %(actor)s,
       jsonb_build_object('file', %(file)s::text), ''
FROM {_TABLE} AS u LEFT JOIN prospects_opportunity AS o ON o.id = u.opportunity_id
WHERE u.reason = ''
"""
_NOTED = f"""
UPDATE prospects_importedrow AS row
SET state = CASE WHEN u.reason = '' THEN 'undone' ELSE 'kept' END, reason = u.reason,
    before = '{{}}'
FROM {_TABLE} AS u WHERE u.id = row.id
"""
# A row with its old values is again as an earlier import left it, so that this one can be undone.
_EARLIER = f"""
UPDATE prospects_importedrow AS row SET version = r.version + 1
FROM {_TABLE} AS u JOIN prospects_importedrow AS r ON r.id = u.id
WHERE u.action = 'updated' AND u.reason = '' AND row.id <> r.id AND row.state = 'done'
AND row.version = r.version - 1
AND (row.prospect_id = r.prospect_id OR row.opportunity_id = r.opportunity_id)
"""
_STATEMENTS = (
    _MONEY,
    _UNMADE_DEALS,
    _old("prospects_opportunity", deals.WRITTEN, _STATE),
    _UNMADE_PEOPLE,
    _old("prospects_prospect", people.WRITTEN, ""),
    _EARLIER,
    _TOLD,
    _NOTED,
)


def is_fresh(file: ImportFile, now: datetime) -> bool:
    """Tell whether the import can still be taken back."""
    return (
        file.state == State.DONE
        and file.batch_id is not None
        and file.finished_at is not None
        and now < file.finished_at + UNDO_FOR
    )


def outlook(file: ImportFile) -> dict[str, int]:
    """Return what an undo would do now: rows taken back, given old values, and left."""
    rows = staging.rows(
        f"SELECT action, reason <> '', count(*) FROM ({_JUDGED}) AS judged GROUP BY 1, 2",
        {"batch": file.batch_id},
    )
    return _counted({(action, is_kept): number for action, is_kept, number in rows})


def _counted(found: dict[tuple[str, bool], int]) -> dict[str, int]:
    count = Counter(found)
    return {
        "taken_back": count["created", False],
        "restored": count["updated", False],
        "kept": count["created", True] + count["updated", True],
    }


@transaction.atomic
def start(file: ImportFile, *, now: datetime, ip: str | None) -> bool:
    """Hand the undo to a worker, once and within a day; return whether this call did."""
    fresh = ImportFile.objects.filter(
        pk=file.pk, state=State.DONE, batch__isnull=False, finished_at__gt=now - UNDO_FOR
    )
    if not fresh.update(state=State.UNDOING, undone_at=now):
        return False
    audit.record(
        "import.undo", actor=file.by, at=now, object_type="import", object_id=file.public_id,
        branch=file.by.branch, ip=ip, file=file.file_name,
    )  # fmt: skip
    enqueue(
        UNDO, key=file.public_id, due_at=now, requested_by_id=file.by_id,
        payload={"file": file.public_id},
    )  # fmt: skip
    return True


class UndoImport(Kind):
    """Takes an import back."""

    code: ClassVar[str] = UNDO
    label = gettext_lazy("Undo of an import")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Take the file's rows back once, however often this is called."""
        file = ImportFile.objects.select_related("by__branch").get(public_id=run.payload["file"])
        if file.state != State.UNDOING:
            return []
        if not may_import(file.by, file.entity, now):
            ImportFile.objects.filter(pk=file.pk, state=State.UNDOING).update(state=State.DONE)
            raise Cancelled("The person may no longer import.")
        with translation.override(file.by.language):
            take_back(file, now)
        return []


@transaction.atomic
def take_back(file: ImportFile, now: datetime) -> None:
    """Take all rows back that nobody touched, in one transaction."""
    locks.one_at_a_time()
    row = ImportFile.objects.select_related("by__branch").get(pk=file.pk)
    if row.state != State.UNDOING:
        return
    with pghistory.context(undo_of_import=row.file_name[:60], user=row.by_id):
        _write(row, now)
    counts = staging.rows(f"SELECT action, reason <> '', count(*) FROM {_TABLE} GROUP BY 1, 2")
    row.undone = _counted({(action, is_kept): number for action, is_kept, number in counts})
    row.state = State.UNDONE
    row.save(update_fields=["state", "undone"])
    memory.forget(row)
    audit.record(
        "import.undone", actor=row.by, at=now, object_type="import", object_id=row.public_id,
        branch=row.by.branch, file=row.file_name, **row.undone,
    )  # fmt: skip


def _write(file: ImportFile, now: datetime) -> None:
    """Lock the rows, so that nobody changes one after it was judged; then write."""
    values: dict[str, Any] = {
        "batch": file.batch_id, "actor": file.by_id, "now": now, "file": file.file_name,
        "note": _("Import taken back"),
    }  # fmt: skip
    for statement in (_PEOPLE, _DEALS):
        staging.rows(statement, values)
    staging.execute(f"DROP TABLE IF EXISTS {_TABLE}")
    staging.execute(f"CREATE TEMPORARY TABLE {_TABLE} ON COMMIT DROP AS {_JUDGED}", values)
    staging.execute(f"ANALYZE {_TABLE}")
    for statement in _STATEMENTS:
        staging.execute(statement, values)
