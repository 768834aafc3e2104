"""Importing opportunities: historic dates become states, won ones become disbursements."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, cast

import pgtrigger
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.public_id import new_public_id
from org.models import Branch, User
from products.models import Product
from products.types import all_stages
from prospects.imports import staging, traces
from prospects.imports.converting import Row
from prospects.imports.people import parameters_of
from prospects.imports.running import Job, stage_rows

TABLE = "staged_opportunity"
COLUMNS = {
    "line": "integer",
    "public_id": "varchar(16)",
    "external_id": "varchar(80)",
    "prospect": "varchar(80)",
    "prospect_id": "bigint",
    "product_id": "bigint",
    "amount": "numeric(15,0)",
    "first_stage": "varchar(16)",
    "stage": "varchar(16)",
    "status": "varchar(8)",
    "owner_id": "bigint",
    "branch_id": "bigint",
    "created_at": "timestamptz",
    "created_on": "date",
    "stage_at": "timestamptz",
    "stage_since": "date",
    "closed_at": "timestamptz",
    "closed_on": "date",
    "expected_close_on": "date",
    "action": "varchar(12)",
}
CHANGING = ("amount", "stage", "status", "product_id", "expected_close_on", "closed_on")
WRITTEN = (
    *CHANGING, "closed_at", "stage_since", "close_month", "updated_at", "import_batch_id",
)  # fmt: skip

_CLASSIFY = f"""
UPDATE {TABLE} AS s SET
    prospect_id = p.id,
    action = CASE
        WHEN p.id IS NULL THEN 'no_prospect'
        WHEN o.id IS NULL THEN 'created'
        WHEN ROW({", ".join(f"o.{c}" for c in CHANGING)})
             IS NOT DISTINCT FROM ROW({", ".join(f"same.{c}" for c in CHANGING)}) THEN 'unchanged'
        WHEN o.updated_at > b.at THEN 'edited'
        ELSE 'updated' END
FROM {TABLE} AS same
LEFT JOIN prospects_prospect AS p
    ON p.external_system = %(system)s AND p.external_id = same.prospect
LEFT JOIN prospects_opportunity AS o
    ON o.external_system = %(system)s AND o.external_id = same.external_id
LEFT JOIN prospects_importbatch AS b ON b.id = o.import_batch_id
WHERE same.line = s.line
"""

# A file of the portal itself: its rows are known by the portal's own keys. What differs is never
# overwritten: the file does not say when the row looked so. Where a lost one stood is not in it.
PORTAL = "AO Portal"
_CLASSIFY_OURS = f"""
UPDATE {TABLE} AS s SET
    prospect_id = p.id,
    action = CASE
        WHEN p.id IS NULL THEN 'no_prospect'
        WHEN o.id IS NULL THEN 'created'
        WHEN o.archived_at IS NOT NULL THEN 'archived'
        WHEN o.prospect_id = p.id AND (o.status = 'lost' OR o.stage = same.stage)
             AND ROW(o.amount, o.status, o.product_id, o.closed_on,
                     coalesce(o.expected_close_on, o.closed_on))
             IS NOT DISTINCT FROM ROW(same.amount, same.status, same.product_id, same.closed_on,
                                      same.expected_close_on) THEN 'unchanged'
        ELSE 'edited' END
FROM {TABLE} AS same
LEFT JOIN prospects_prospect AS p ON p.number = same.prospect
LEFT JOIN prospects_opportunity AS o ON o.public_id = same.external_id
WHERE same.line = s.line
"""

_COPIED = (
    "public_id", "external_id", "prospect_id", "product_id", "amount", "stage", "status",
    "owner_id", "branch_id", "created_at", "created_on", "stage_since", "closed_at", "closed_on",
    "expected_close_on",
)  # fmt: skip

_INSERT = f"""
INSERT INTO prospects_opportunity
    ({", ".join(_COPIED)}, close_month, loss_note, holder, updated_at, state_at, state_by_id,
     external_system, is_imported, import_batch_id, version)
SELECT {", ".join(_COPIED)}, date_trunc('month', expected_close_on), '', '',
    coalesce(closed_at, stage_at), stage_at, %(actor)s, %(system)s, true, %(batch)s, 1
FROM {TABLE} WHERE action = 'created' ORDER BY line
"""

# A state from the first rung to the moment the present one began, then the present one.
_STATES = f"""
INSERT INTO prospects_opportunitystate
    (opportunity_id, stage, status, amount, owner_id, branch_id, product_id, valid_from, valid_to,
     by_id, is_archived, is_imported)
SELECT o.id, s.first_stage, 'open', s.amount, s.owner_id, s.branch_id, s.product_id,
       s.created_at, s.stage_at, %(actor)s, false, true
FROM {TABLE} AS s JOIN prospects_opportunity AS o ON o.public_id = s.public_id
WHERE s.action = 'created' AND s.stage_at > s.created_at
UNION ALL
SELECT o.id, s.stage, s.status, s.amount, s.owner_id, s.branch_id, s.product_id,
       s.stage_at, NULL, %(actor)s, false, true
FROM {TABLE} AS s JOIN prospects_opportunity AS o ON o.public_id = s.public_id
WHERE s.action = 'created'
"""

_UPDATE = f"""
UPDATE prospects_opportunity AS o
SET {", ".join(f"{c} = s.{c}" for c in CHANGING)}, closed_at = s.closed_at,
    stage_since = s.stage_since, close_month = date_trunc('month', s.expected_close_on),
    state_at = %(now)s, state_by_id = %(actor)s, updated_at = %(now)s,
    import_batch_id = %(batch)s, version = o.version + 1
FROM {TABLE} AS s
WHERE s.action = 'updated' AND o.external_system = %(system)s AND o.external_id = s.external_id
"""

# Money of a won opportunity, once; a second import never adds to it.
_DISBURSEMENTS = f"""
INSERT INTO prospects_disbursement
    (public_id, opportunity_id, product_id, owner_id, branch_id, amount, disbursed_on,
     account_cipher, account_tail, is_first, state, entered_by_id, entered_at, note, is_imported,
     version)
SELECT left(md5(o.public_id || 'disbursed' || %(batch)s::text), 16), o.id, o.product_id, o.owner_id,
       o.branch_id,
       o.amount, o.closed_on, '', '', true, 'confirmed', %(actor)s, %(now)s, '', true, 1
FROM {TABLE} AS s
JOIN prospects_opportunity AS o
    ON o.external_system = %(system)s AND o.external_id = s.external_id
WHERE s.action IN ('created', 'updated') AND o.status = 'won'
  AND NOT EXISTS (SELECT 1 FROM prospects_disbursement AS d
                  WHERE d.opportunity_id = o.id AND NOT (d.is_imported AND d.state = 'refused'))
"""

_TIMELINE = f"""
INSERT INTO prospects_timelineentry
    (public_id, prospect_id, opportunity_id, at, "group", kind, actor_id, data, body)
SELECT left(md5(o.public_id || 'imported'), 16), o.prospect_id, o.id, %(now)s, 'system',
       'imported', %(actor)s, jsonb_build_object('file', %(file)s, 'note', %(note)s), ''
FROM {TABLE} AS s JOIN prospects_opportunity AS o ON o.public_id = s.public_id
WHERE s.action = 'created'
"""


_MADE = traces.made(TABLE, "prospects_opportunity")
_BEFORE = traces.before(TABLE, "prospects_opportunity", WRITTEN)


class OpportunityLoader:
    """Writes opportunities, their past states and their disbursements."""

    entity = "opportunities"

    def allowed(self, job: Job) -> dict[str, frozenset[str]]:
        """Return the rungs of all ladders plus the two ends, and the codes of the catalogue."""
        return {
            "stage": frozenset({*all_stages(), "won", "lost"}),
            "product": frozenset(job.products),
        }

    def prepare(self, row: Row, job: Job) -> None:
        """Find product and owner, and turn the named stage into stage, status and moments."""
        values = row.values
        product = job.products.get(str(values.get("product") or ""))
        if product is None:
            raise InputError("product", _("The product is missing or not in the catalogue."))
        if values.get("amount") is None:
            raise InputError("amount", _("Enter an amount."))
        owner = job.owners.find(str(values.get("owner") or job.actor.username))
        created_at = cast(datetime, values.get("created_at") or job.now)
        values |= {"owner_row": owner, "product_row": product, "created_at": created_at}
        values |= _stage_of(values, created_at)
        if values["status"] == "won" and not values["amount"]:
            raise InputError("won", _("A won opportunity needs an amount above zero."))
        ladder = {stage.code for stage in product.type}
        if values["stage"] not in ladder:
            raise InputError("stage", _("The stage is not on the ladder of this product."))

    def load(self, rows: list[Row], job: Job) -> tuple[Counter[str], dict[int, str]]:
        """Write the rows by staging table; the state trigger rests while history is written."""
        stage_rows(TABLE, COLUMNS, [_staged(row) for row in rows])
        parameters = parameters_of(job)
        is_ours = job.profile.system == PORTAL
        staging.classify(TABLE, _CLASSIFY_OURS if is_ours else _CLASSIFY, parameters)
        with pgtrigger.ignore("prospects.Opportunity:keep_state"):
            staging.execute(_INSERT, parameters)
        for statement in (_STATES, _MADE, _BEFORE, _UPDATE, _DISBURSEMENTS, _TIMELINE):
            staging.execute(statement, parameters)
        return staging.actions(TABLE), staging.refused(TABLE)


def _stage_of(values: dict[str, object], created_at: datetime) -> dict[str, object]:
    """Return stage, status, when the present state began, and when it was closed."""
    product_type = cast(Product, values["product_row"]).type
    named = str(values.get("stage") or product_type.first.code)
    if named == product_type.won.code:
        named = "won"
    closed = values.get("closed_at") if named in {"won", "lost"} else None
    if named in {"won", "lost"} and closed is None:
        raise InputError("closed", _("A won or lost opportunity needs its closing date."))
    stage = {"won": product_type.won.code, "lost": product_type.first.code}.get(named, named)
    since = cast(datetime, closed or values.get("stage_since") or created_at)
    return {
        "first_stage": product_type.first.code,
        "stage": stage,
        "status": named if closed else "open",
        "stage_at": max(since, created_at),
        "closed_at": closed,
    }


def _staged(row: Row) -> tuple[Any, ...]:
    values = row.values
    owner = cast(User, values["owner_row"])
    branch = cast(Branch, owner.branch)

    def day(name: str) -> Any:
        moment = values.get(name)
        return branch.local_date(cast(datetime, moment)) if moment else None

    ready: dict[str, Any] = {
        "line": row.line,
        "public_id": new_public_id(),
        "prospect_id": None,
        "product_id": cast(Product, values["product_row"]).pk,
        "owner_id": owner.pk,
        "branch_id": branch.pk,
        "created_on": day("created_at"),
        "stage_since": day("stage_at"),
        "closed_on": day("closed_at"),
        "expected_close_on": day("expected_close") or day("closed_at"),
    }
    return tuple(
        ready[column] if column in ready else values.get(column)
        for column in COLUMNS
        if column != "action"
    )
