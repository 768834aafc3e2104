"""Who holds what a hand-over could move, and who got how much by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from org.models import User
from prospects.models import BulkBatch, BulkItem, Opportunity, Prospect
from prospects.officers import officers_in_reach

SHOWN = 300  # officers at once


@dataclass(frozen=True)
class Holder:
    """An officer with what he holds as far as the reader reaches it."""

    person: User
    prospects: int
    deals: int


def holders(user: User) -> list[Holder]:
    """Return the officers in reach, those who left and still hold something first."""
    prospects = _counts(Prospect.objects.visible_to(user).live())
    deals = _counts(Opportunity.objects.visible_to(user).open())
    people = officers_in_reach(user).select_related("branch", "team")
    shown = people.filter(Q(is_active=True) | Q(pk__in={*prospects, *deals}))
    return [
        Holder(one, prospects.get(one.pk, 0), deals.get(one.pk, 0))
        for one in shown.order_by("is_active", "full_name", "pk")[:SHOWN]
    ]


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("owner").annotate(n=Count("pk")))


def takers_of(batch: BulkBatch) -> list[tuple[User, int]]:
    """Return who got how many prospects, the most first."""
    done = batch.items.filter(state=BulkItem.State.DONE, prospect__isnull=False)
    counted = done.values_list("before__to").annotate(n=Count("pk")).order_by("-n")
    numbers = {public_id: number for public_id, number in counted if public_id}
    named = {one.public_id: one for one in User.objects.filter(public_id__in=numbers)}
    return [(named[key], number) for key, number in numbers.items() if key in named]


def giver_of(batch: BulkBatch) -> User | None:
    """Return whose records they were."""
    return User.objects.filter(public_id=batch.params["from"]).first()
