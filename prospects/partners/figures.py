"""What partners bring, counted from the opportunities that name them and the reader reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q, Sum

from org.models import User
from prospects.models import Disbursement, Opportunity, Partner


class Median(Aggregate):
    """The middle of a span of time: half of the rows are not longer."""

    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Brought:
    """One partner's figures. `disbursed` in rupiah; `days` from logging to the first money."""

    leads: int = 0
    running: int = 0
    refused: int = 0
    withdrawn: int = 0
    noa: int = 0
    disbursed: Decimal = Decimal(0)
    days: int | None = None


def brought_by(
    partners: Iterable[Partner], *, user: User, first: date | None = None
) -> dict[int, Brought]:
    """Return the figures of each partner by its key, for `first` onwards or for ever.

    Leads, refused and withdrawn count by the day they were logged or closed, money by its own
    day. Two queries, however many partners.
    """
    keys = [partner.pk for partner in partners]
    counts = _counts(keys, user, first)
    money = _money(keys, user, first)
    return {key: Brought(**counts.get(key, {}), **money.get(key, {})) for key in keys}


def _counts(keys: list[int], user: User, first: date | None) -> dict[int, dict[str, Any]]:
    rows = Opportunity.objects.visible_to(user).live().filter(partner__in=keys)
    logged = Q(created_on__gte=first) if first else Q()
    closed = Q(closed_on__gte=first) if first else Q()
    found = rows.values("partner").annotate(
        leads=Count("pk", filter=logged),
        running=Count("pk", filter=Q(status="open")),
        refused=Count("pk", filter=closed & Q(status="lost", loss_reason__kind="bank")),
        withdrawn=Count("pk", filter=closed & Q(status="lost", loss_reason__kind="customer")),
    )
    return {
        row["partner"]: {name: count for name, count in row.items() if name != "partner"}
        for row in found
    }


def _money(keys: list[int], user: User, first: date | None) -> dict[int, dict[str, Any]]:
    """Return sum, facilities first disbursed, and the middle of their days."""
    seen = Opportunity.objects.visible_to(user).live().filter(partner__in=keys)
    rows = Disbursement.objects.visible_to(user).confirmed().filter(opportunity__in=seen)
    if first:
        rows = rows.filter(disbursed_on__gte=first)
    is_first = Q(is_first=True)
    found = rows.values(partner=F("opportunity__partner")).annotate(
        disbursed=Sum("amount"),
        noa=Count("pk", filter=is_first),
        days=Median(F("disbursed_on") - F("opportunity__created_on"), filter=is_first),
    )
    return {
        row["partner"]: {
            "disbursed": row["disbursed"],
            "noa": row["noa"],
            "days": row["days"].days if row["days"] is not None else None,
        }
        for row in found
    }
