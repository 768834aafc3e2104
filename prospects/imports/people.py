"""Importing prospects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, cast

from django.utils.translation import gettext_lazy as _

from core import search
from core.errors import InputError
from core.public_id import new_public_id
from org.models import Branch, User
from prospects import sources
from prospects.imports import locks, staging, traces
from prospects.imports.converting import Row
from prospects.imports.running import Job, stage_rows
from prospects.models import Prospect

TABLE = staging.PEOPLE
COLUMNS = {
    "line": "integer",
    "public_id": "varchar(16)",
    "external_id": "varchar(80)",
    "kind": "varchar(8)",
    "name": "varchar(160)",
    "company": "varchar(160)",
    "phone": "varchar(20)",
    "email": "varchar(254)",
    "address": "varchar(300)",
    "source": "varchar(20)",
    "referrer_name": "varchar(120)",
    "contact_basis": "varchar(12)",
    "status": "varchar(16)",
    "notes": "text",
    "search_text": "text",
    "sort_name": "varchar(160)",
    "owner_id": "bigint",
    "branch_id": "bigint",
    "segment": "varchar(20)",
    "area_code": "varchar(6)",
    "by_territory": "boolean",
    "created_at": "timestamptz",
    "created_on": "date",
    "action": "varchar(12)",
}
# What a second import may change. Owner is not among them: hand-over has its own way.
CHANGING = ("kind", "name", "company", "phone", "email", "address", "source", "status", "notes")
# What an update of either kind of list may write; an undo brings all of it back.
WRITTEN = (
    *CHANGING, "referrer_name", "contact_basis", "search_text", "sort_name", "updated_at",
    "import_batch_id",
)  # fmt: skip
MADE = traces.made(TABLE, "prospects_prospect")
BEFORE = traces.before(TABLE, "prospects_prospect", WRITTEN)

# Any number of a prospect counts. "d.email <> ''" says nothing new but lets the partial index
# answer; without it each staged row would read the whole table.
_CLASSIFY = f"""
UPDATE {TABLE} AS s SET action = CASE
    WHEN p.id IS NOT NULL AND ROW({", ".join(f"p.{c}" for c in CHANGING)})
         IS NOT DISTINCT FROM ROW({", ".join(f"s.{c}" for c in CHANGING)}) THEN 'unchanged'
    WHEN p.id IS NOT NULL AND p.updated_at > b.at THEN 'edited'
    WHEN p.id IS NOT NULL THEN 'updated'
    WHEN EXISTS (SELECT 1 FROM prospects_prospectphone AS n
                 JOIN prospects_prospect AS d ON d.id = n.prospect_id AND d.archived_at IS NULL
                 WHERE n.number = s.phone) THEN 'duplicate'
    WHEN EXISTS (SELECT 1 FROM prospects_prospect AS d WHERE d.archived_at IS NULL
                 AND s.email <> '' AND d.email <> '' AND d.email = s.email) THEN 'duplicate'
    WHEN s.phone <> '' AND s.line > same.first_line THEN 'duplicate'
    ELSE 'created' END
FROM (SELECT line, external_id, min(line) OVER (PARTITION BY phone) AS first_line
      FROM {TABLE}) AS same
LEFT JOIN prospects_prospect AS p
    ON p.external_system = %(system)s AND p.external_id = same.external_id
LEFT JOIN prospects_importbatch AS b ON b.id = p.import_batch_id
WHERE same.line = s.line
"""

_COPIED = (
    "public_id", "external_id", "kind", "name", "company", "phone", "email", "address", "source",
    "referrer_name", "contact_basis", "status", "notes", "sort_name", "owner_id",
    "branch_id", "segment", "area_code", "created_at", "created_on",
)  # fmt: skip

INSERT = f"""
WITH numbered AS (
    SELECT *, 'PR-' || to_char(created_on, 'YY') || '-'
           || to_char(nextval('prospects_prospect_number'), 'FM99900000') AS number
    FROM {TABLE} WHERE action = 'created' ORDER BY line
)
INSERT INTO prospects_prospect
    ({", ".join(_COPIED)}, search_text, number, nik_cipher, nik_masked, duplicate_reason,
     created_by_id, updated_at, next_step, external_system, is_imported, import_batch_id, version)
SELECT {", ".join(_COPIED)}, search_text || ' ' || lower(replace(number, '-', ' ')), number,
    '', '', '', %(actor)s, created_at, '', %(system)s, true, %(batch)s, 1
FROM numbered
"""

TIMELINE = f"""
INSERT INTO prospects_timelineentry
    (public_id, prospect_id, at, "group", kind, actor_id, data, body)
SELECT left(md5(p.public_id || 'imported'), 16), p.id, %(now)s, 'system', 'imported', %(actor)s,
       jsonb_build_object('file', %(file)s, 'note', %(note)s), ''
FROM {TABLE} AS s JOIN prospects_prospect AS p ON p.public_id = s.public_id
WHERE s.action = 'created'
"""

NEW = (INSERT, MADE, TIMELINE)


def update_sql(changing: Sequence[str]) -> str:
    """Return the statement that writes these columns of the rows known already."""
    return f"""
UPDATE prospects_prospect AS p
SET {", ".join(f"{c} = s.{c}" for c in (*changing, "sort_name"))},
    search_text = s.search_text || ' ' || lower(replace(p.number, '-', ' ')),
    updated_at = %(now)s, import_batch_id = %(batch)s, version = p.version + 1
FROM {TABLE} AS s
WHERE s.action = 'updated' AND p.external_system = %(system)s AND p.external_id = s.external_id
"""


def parameters_of(job: Job) -> dict[str, Any]:
    """Return what the statements are filled with."""
    return {
        "system": job.profile.system,
        "actor": job.actor.pk,
        "batch": job.batch.pk,
        "now": job.now,
        "file": job.table.name,
        "note": job.profile.currency_note,
    }


class ProspectLoader:
    """Writes prospects."""

    entity = "prospects"
    columns: ClassVar[dict[str, str]] = COLUMNS

    def allowed(self, job: Job) -> dict[str, frozenset[str]]:
        """Return our own codes of source, status and kind."""
        return {
            "source": frozenset(sources.rows()),
            "status": frozenset(Prospect.Status.values),
            "kind": frozenset(Prospect.Kind.values),
        }

    def prepare(self, row: Row, job: Job) -> None:
        """Find the owner and compute what search reads."""
        values = row.values
        owner = self.owner_of(row, job)
        source = str(values.get("source") or "")
        created_at = values.get("created_at") or job.now
        phone = str(values.get("phone") or "")
        name = str(values["name"])
        if not name:
            raise InputError("name", _("Enter the name."))
        values |= {
            "owner_row": owner,
            "created_at": created_at,
            "kind": values.get("kind") or Prospect.Kind.PERSON,
            "status": values.get("status") or Prospect.Status.ACTIVE,
            "contact_basis": sources.basis_of(source),
            "search_text": search.search_text(
                name, str(values.get("company") or ""), str(values.get("email") or ""),
                phones=[phone] if phone else [],
            ),
            "sort_name": search.sort_name(name)[:160],
        }  # fmt: skip

    def owner_of(self, row: Row, job: Job) -> User:
        """Return whom the cell names, else who covers the place, else the person who imports."""
        named = str(row.values.get("owner") or "")
        if job.territory and not named:
            covering = job.territory.find(str(row.values.get("area") or ""))
            row.values["by_territory"] = covering is not None
            if covering is not None:
                return covering
        return job.owners.find(named or job.actor.username)

    def load(self, rows: list[Row], job: Job) -> tuple[Counter[str], dict[int, str]]:
        """Write the rows by staging table."""
        stage_rows(TABLE, self.columns, [self._staged(row) for row in rows])
        parameters = parameters_of(job)
        locks.write_new(TABLE, _CLASSIFY, NEW, parameters, is_dry_run=job.is_dry_run)
        for statement in (BEFORE, update_sql(CHANGING)):
            staging.execute(statement, parameters)
        return staging.actions(TABLE), staging.refused(TABLE)

    def _staged(self, row: Row) -> tuple[Any, ...]:
        values = row.values
        owner = cast(User, values["owner_row"])
        branch = cast(Branch, owner.branch)
        ready = {
            "line": row.line,
            "public_id": new_public_id(),
            "owner_id": owner.pk,
            "branch_id": owner.branch_id,
            "segment": owner.segment,
            "area_code": values.get("area") or "",
            "by_territory": bool(values.get("by_territory")),
            "created_on": branch.local_date(cast(datetime, values["created_at"])),
        }
        return tuple(
            ready[column] if column in ready else values.get(column, "")
            for column in self.columns
            if column != "action"
        )
