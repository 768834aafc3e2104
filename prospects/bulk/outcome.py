"""What came of a batch: how many rows stand how, until when it can be undone, what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from org.models import User
from prospects.bulk.running import UNDO_FOR
from prospects.models import BulkBatch, BulkItem

SHOWN = 50  # left-out rows that are named
Item = BulkItem.State


def counts_of(batch: BulkBatch) -> dict[str, int]:
    """Return how many rows stand in each state."""
    counted = batch.items.values_list("state").annotate(n=Count("pk"))
    return dict(counted.order_by())


def undo_until(batch: BulkBatch, counts: Mapping[str, int], now: datetime) -> datetime | None:
    """Return until when the batch can be taken back; None when it cannot."""
    if batch.state != BulkBatch.State.DONE or not counts.get(Item.DONE) or not batch.finished_at:
        return None
    until = batch.finished_at + UNDO_FOR
    return until if now < until else None


def left_out(batch: BulkBatch, user: User) -> list[dict[str, str]]:
    """Return rows that were left out, named only while the person still sees them."""
    items = batch.items.filter(state__in=(Item.SKIPPED, Item.KEPT))
    found = items.select_related("prospect", "opportunity__prospect").order_by("position")
    reach, shown = user.access.reach, []
    for item in found[:SHOWN]:
        row = item.prospect or item.opportunity
        person = item.prospect or (item.opportunity and item.opportunity.prospect)
        is_seen = row is not None and person is not None and reach.holds(row)
        name = person.name if is_seen and person else _("A row out of your reach")
        shown.append({"name": name, "reason": item.reason})
    return shown
