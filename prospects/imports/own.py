"""An officer's own list: into his own name, with product and first call.

A row is known by its phone number, so a second upload finds it again. What another officer holds
stays with him and is answered as *held*; what lies in the archive stays there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, cast

from django.utils.translation import gettext as _

from core.errors import InputError
from core.identity import PHONE_EMPTY_MESSAGE
from core.money import format_rupiah
from core.public_id import new_public_id
from org.models import Branch, User
from prospects.imports import locks, people, staging
from prospects.imports.converting import Row
from prospects.imports.people import (
    BEFORE,
    NEW,
    TABLE,
    ProspectLoader,
    parameters_of,
)
from prospects.imports.running import Job, stage_rows
from prospects.models import ImportBatch, Opportunity, Prospect
from prospects.signals import prospects_imported

MAX_ROWS = 500
# What a second upload may change of a prospect nobody edited since; product and amount never.
CHANGING = ("name", "company", "email", "address", "source", "referrer_name", "notes")

_CLASSIFY = f"""
UPDATE {TABLE} AS s SET action = CASE
    WHEN p.owner_id <> %(actor)s THEN 'held'
    WHEN p.archived_at IS NOT NULL THEN 'archived'
    WHEN p.id IS NOT NULL AND ROW(p.phone, {{old}}) IS NOT DISTINCT FROM ROW(s.phone, {{new}})
        THEN 'unchanged'
    WHEN p.updated_at > b.at THEN 'edited'
    WHEN p.id IS NOT NULL THEN 'updated'
    WHEN EXISTS ({{known}} AND d.owner_id = %(actor)s) THEN 'mine'
    WHEN EXISTS ({{known}}) THEN 'held'
    WHEN EXISTS (SELECT 1 FROM {TABLE} AS t WHERE t.line < s.line
                 AND s.email <> '' AND t.email = s.email) THEN 'duplicate'
    ELSE 'created' END
FROM {TABLE} AS same
LEFT JOIN prospects_prospect AS p
    ON p.external_system = %(system)s AND p.external_id = same.external_id
LEFT JOIN prospects_importbatch AS b ON b.id = p.import_batch_id
WHERE same.line = s.line
"""
# By any of his numbers or by the address; each half by its own index.
_KNOWN = """SELECT 1 FROM (
        SELECT n.prospect_id AS id FROM prospects_prospectphone AS n WHERE n.number = s.phone
        UNION ALL
        SELECT e.id FROM prospects_prospect AS e
        WHERE e.archived_at IS NULL AND e.email <> '' AND e.email = s.email
    ) AS known JOIN prospects_prospect AS d ON d.id = known.id WHERE d.archived_at IS NULL"""

_OPPORTUNITIES = f"""
INSERT INTO prospects_opportunity
    (public_id, prospect_id, product_id, amount, stage, status, stage_since, owner_id, branch_id,
     created_at, created_on, updated_at, state_at, state_by_id, loss_note, holder,
     external_system, is_imported, import_batch_id, version)
SELECT s.deal_id, p.id, s.product_id, s.amount, s.stage, 'open', s.today, s.owner_id, s.branch_id,
    %(now)s, s.today, %(now)s, %(now)s, %(actor)s, '', '', '', true, %(batch)s, 1
FROM {TABLE} AS s JOIN prospects_prospect AS p ON p.public_id = s.public_id
WHERE s.action = 'created' AND s.product_id IS NOT NULL ORDER BY s.line
"""


def _classify_sql(columns: Sequence[str]) -> str:
    return _CLASSIFY.format(
        old=", ".join(f"p.{name}" for name in columns),
        new=", ".join(f"s.{name}" for name in columns),
        known=_KNOWN,
    )


def _update_sql(columns: Sequence[str]) -> str:
    written = [*columns, *(["contact_basis"] if "source" in columns else [])]
    return f"""
UPDATE prospects_prospect AS p
SET {", ".join(f"{name} = s.{name}" for name in written)},
    updated_at = %(now)s, import_batch_id = %(batch)s, version = p.version + 1
FROM {TABLE} AS s
WHERE s.action = 'updated' AND p.external_system = %(system)s AND p.external_id = s.external_id
"""


class OwnListLoader(ProspectLoader):
    """Writes prospects of the importing officer, each with opportunity and first call."""

    entity = "own"
    columns: ClassVar[dict[str, str]] = people.COLUMNS | {
        "product_id": "bigint", "amount": "numeric(15,0)", "stage": "varchar(16)",
        "deal_id": "varchar(16)", "today": "date",
    }  # fmt: skip

    def allowed(self, job: Job) -> dict[str, frozenset[str]]:
        """Return our codes of source and product."""
        return super().allowed(job) | {"product": frozenset(job.products)}

    def owner_of(self, row: Row, job: Job) -> User:
        """Return the officer himself, whatever a cell says."""
        return job.actor

    def prepare(self, row: Row, job: Job) -> None:
        """Make the phone the key; keep an amount without a product in the notes."""
        values = row.values
        if not values.get("phone") and values.get("name"):
            raise InputError("phone", PHONE_EMPTY_MESSAGE)
        super().prepare(row, job)
        branch = cast(Branch, job.actor.branch)
        if branch.local_date(cast(datetime, values["created_at"])) > branch.local_date(job.now):
            raise InputError("future", _("The date lies in the future."))
        product = job.products.get(str(values.get("product") or ""))
        amount = cast("Decimal | None", values.get("amount"))
        if amount and product is None:
            note = _("Estimated amount: %s") % format_rupiah(amount)
            values["notes"] = "\n".join(filter(None, [str(values.get("notes") or ""), note]))
        values |= {
            "external_id": values["phone"],
            "product_id": product.pk if product else None,
            "amount": amount or Decimal(0),
            "stage": product.type.first.code if product else "",
            "deal_id": new_public_id(),
            "today": branch.local_date(job.now),
        }

    def load(self, rows: list[Row], job: Job) -> tuple[Counter[str], dict[int, str]]:
        """Write the rows by staging table, then tell the apps above."""
        stage_rows(TABLE, self.columns, [self._staged(row) for row in rows])
        columns = [name for name in CHANGING if name in job.profile.columns]
        locks.write_new(
            TABLE, _classify_sql(columns), NEW, parameters_of(job), is_dry_run=job.is_dry_run
        )
        for statement in (BEFORE, _update_sql(columns), _OPPORTUNITIES):
            staging.execute(statement, parameters_of(job))
        _refresh_search(job)
        _announce(job)
        return staging.actions(TABLE), staging.refused(TABLE)


def _lines_of(action: str) -> list[str]:
    """Return the public ids of the rows with this verdict, in the order of the list."""
    return [row[0] for row in staging.rows(
        f"SELECT public_id FROM {TABLE} WHERE action = %(action)s ORDER BY line",
        {"action": action},
    )]  # fmt: skip


def _refresh_search(job: Job) -> None:
    """Recompute what search reads: a changed name stands beside columns the list does not have."""
    rows = staging.rows(f"SELECT external_id FROM {TABLE} WHERE action = 'updated'")
    found = list(Prospect.objects.system("search text of an updated list").filter(
        external_system=job.profile.system, external_id__in=[row[0] for row in rows]
    ))  # fmt: skip
    for prospect in found:
        prospect.refresh_search()
    Prospect.objects.system("search text of an updated list").bulk_update(
        found, ["search_text", "sort_name"]
    )


def _announce(job: Job) -> None:
    """Send the new prospects, in the order of the list, with their opportunities."""
    order = {public_id: place for place, public_id in enumerate(_lines_of("created"))}
    rows = Prospect.objects.system("news of an import").filter(public_id__in=order)
    prospects = sorted(rows, key=lambda prospect: order[prospect.public_id])
    if not prospects:
        return
    deals = Opportunity.objects.system("news of an import").filter(
        prospect__in=prospects, import_batch=job.batch
    )
    prospects_imported.send(
        sender=ImportBatch, prospects=prospects, branch=job.actor.branch, actor=job.actor,
        opportunities={deal.prospect_id: deal.pk for deal in deals}, now=job.now,
    )  # fmt: skip
