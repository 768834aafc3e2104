"""Choosing the rows of a batch: ticked ones, or all that a filter holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.formats import count as grouped
from core.public_id import LENGTH
from core.versioning import number_of
from org.models import User
from prospects.models import BulkBatch, BulkItem, Opportunity

LIMIT = 2_000  # rows one person changes with one press
PEOPLE, DEALS = "prospects", "opportunities"
_NONE = gettext_lazy("Tick at least one row.")
_MANY = gettext_lazy("More than %(n)s rows. Narrow the list first.")


def ticks(values: Sequence[str]) -> dict[str, int]:
    """Return public id -> version of ticked rows, each sent as `id.version`."""
    pairs = (value.partition(".") for value in values[:LIMIT])
    return {key: number_of(version) for key, _, version in pairs if len(key) == LENGTH}


def pairs_of(rows: QuerySet[Any], ticked: dict[str, int] | None) -> list[tuple[int, int]]:
    """Return (key, version when it was chosen) of ticked rows, or of all with None."""
    if ticked is None:
        return list(rows.order_by("pk").values_list("pk", "version")[: LIMIT + 1])
    found = rows.filter(public_id__in=ticked).order_by("pk").values_list("pk", "public_id")
    return [(key, ticked[public_id]) for key, public_id in found]


@transaction.atomic
def draft(
    action: str, table: str, pairs: list[tuple[int, int]], *, user: User, now: datetime,
    back: str, is_whole: bool = False,
) -> BulkBatch:  # fmt: skip
    """Keep a choice of rows. Raises InputError for none and for more than the limit."""
    if not pairs:
        raise InputError("none", _NONE)
    if len(pairs) > LIMIT:
        raise InputError("many", _MANY, n=grouped(LIMIT))
    batch = BulkBatch.objects.create(
        by=user, action=action, back=back[:600], created_at=now, is_whole=is_whole,
        params={"table": table},
    )  # fmt: skip
    column = "prospect_id" if table == PEOPLE else "opportunity_id"
    BulkItem.objects.bulk_create(
        [
            BulkItem(batch=batch, position=place, version=version, **{column: key})
            for place, (key, version) in enumerate(pairs)
        ],
        batch_size=1000,
    )
    return batch


def sum_of(batch: BulkBatch, user: User) -> Decimal:
    """Return the rupiah of the chosen opportunities, or of the open ones of chosen people."""
    deals = Opportunity.objects.visible_to(user)
    keys = batch.items.values("opportunity_id" if is_of_deals(batch) else "prospect_id")
    chosen = deals.filter(pk__in=keys) if is_of_deals(batch) else deals.open().filter(
        prospect_id__in=keys
    )  # fmt: skip
    return chosen.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def is_of_deals(batch: BulkBatch) -> bool:
    """Tell whether the rows are opportunities."""
    return bool(batch.params.get("table") == DEALS)
