"""The queries of the dashboard: a fixed number of them, however many officers there are.

A reader of whole branches gets what is not told by officer from the totals of branches, which
equal the rows at any moment: adding up a bank's rows for each look would take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum, Value

from core.periods import Period
from followups.models import FollowUp
from prospects.models import Disbursement, Opportunity, PipelineFigure, Prospect
from reports.dashboard import totals
from reports.dashboard.tallies import Files, Money, Pipeline
from reports.dashboard.view import Lens

ROW = Value(1)  # counting no column lets an index answer alone
CONVERSION_DAYS = 90
LATE_SHOWN = 5


def pipeline(lens: Lens) -> Pipeline:
    """Read the totals kept by the database."""
    if totals.tell_units(lens):
        return totals.pipeline(lens)
    found, rows = Pipeline(), lens.narrow(PipelineFigure.objects.visible_to(lens.user))
    groups: Any = rows.values_list(lens.column, "status", "stage").order_by()
    for pk, status, stage, n, amount in groups.annotate(count=Sum("n"), total=Sum("amount")):
        if n:
            found.add(lens.unit_of(pk), status, n, amount)
            found.by_stage[status, stage].add(n, amount)
    return found


def _within(period: Period | None) -> Q:
    if period is None:
        return Q(pk__isnull=False)
    return Q(disbursed_on__range=(period.start, period.end))


def money(lens: Lens) -> Money:
    """Read this period, the one before and what waits."""
    if totals.tell_units(lens):
        return totals.money(lens)
    shown = lens.period
    now, waiting = Q(state="confirmed") & _within(shown.days), Q(state="awaiting")
    before = Q(state="confirmed") & _within(shown.before) if shown.before else Q(pk=None)
    rows = lens.narrow(Disbursement.objects.visible_to(lens.user)).filter(now | before | waiting)
    groups: Any = rows.values(group=F(lens.column), kind_of=F("product_id")).annotate(
        n=Count(ROW, filter=now), amount_now=Sum("amount", filter=now),
        firsts=Count(ROW, filter=now & Q(is_first=True)),
        n_before=Count(ROW, filter=before), amount_before=Sum("amount", filter=before),
        firsts_before=Count(ROW, filter=before & Q(is_first=True)),
        waiting=Count(ROW, filter=waiting), waiting_amount=Sum("amount", filter=waiting),
        oldest=Min("disbursed_on", filter=waiting),
    ).order_by()  # fmt: skip
    return _sort_money(lens, list(groups))


def _sort_money(lens: Lens, groups: list[dict[str, Any]]) -> Money:
    found, funding = Money(), lens.funding_ids
    for row in groups:
        unit = lens.unit_of(row["group"])
        found.awaiting[unit].add(row["waiting"], row["waiting_amount"])
        if row["kind_of"] in funding:
            found.funds.add(row["n"], row["amount_now"])
            found.funds_before.add(row["n_before"], row["amount_before"])
            continue
        found.credit[unit].add(row["n"], row["amount_now"])
        found.noa[unit] += row["firsts"]
        found.by_product[row["kind_of"]].add(row["n"], row["amount_now"])
        found.by_product_before[row["kind_of"]].add(row["n_before"], row["amount_before"])
        found.noa_before += row["firsts_before"]
    days = [row["oldest"] for row in groups if row["oldest"]]
    found.oldest_awaiting = min(days, default=None)
    return found


def daily(lens: Lens, found: Money) -> list[tuple[date, Decimal]]:
    """Return the rupiah of loans disbursed on each day of the period; none for all time."""
    if lens.period.days is None:
        return []
    if found.days is None:
        found.days = totals.days(lens) if lens.is_by_branch else _days(lens, lens.period.days)
    return [(on, amount) for on, amount in sorted(found.days.items()) if amount]


def _days(lens: Lens, period: Period) -> dict[date, Decimal]:
    rows = lens.narrow(Disbursement.objects.visible_to(lens.user)).confirmed()
    rows = rows.filter(_within(period)).exclude(product_id__in=lens.funding_ids)
    return dict(rows.values_list("disbursed_on").annotate(total=Sum("amount")).order_by())


def files(lens: Lens) -> Files:
    """Read who holds what, from totals or from the partial index of held files."""
    if totals.tell_units(lens) and lens.product is None:
        return totals.files(lens)
    late, found = Q(holder_due_on__lt=lens.today), Files()
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).open().exclude(holder="")
    groups = rows.values_list(lens.column, "holder").annotate(
        n=Count(ROW), amount_all=Sum("amount"),
        late=Count(ROW, filter=late), amount_late=Sum("amount", filter=late, default=Value(0)),
    ).order_by()  # fmt: skip
    for pk, holder, n, amount, n_late, amount_late in groups:
        found.within[holder].add(n - n_late, amount - amount_late)
        found.held[holder].add(n_late, amount_late)
        found.held_by_unit[lens.unit_of(pk)].add(n_late, amount_late)
    return found


def late_steps(lens: Lens) -> Any:
    """Return the follow-ups whose day is over, the oldest first."""
    rows = lens.narrow(FollowUp.objects.visible_to(lens.user), "opportunity__product_id")
    return rows.overdue(lens.today).order_by("due_on", "pk")


def late_by_unit(lens: Lens) -> dict[int, int]:
    """Count them by officer, branch or region.

    An index counts all that are due; the few of archived prospects are taken off afterwards, which
    spares looking up the prospect of every step.
    """
    rows = lens.narrow(FollowUp.objects.visible_to(lens.user), "opportunity__product_id")
    due = rows.due_before(lens.today).order_by()
    archived = due.filter(prospect__archived_at__isnull=False)
    every = due.values_list(lens.column).annotate(n=Count(ROW))
    less = archived.values_list(lens.column).annotate(n=-Count(ROW))
    found: dict[int, int] = defaultdict(int)
    for pk, n in every.union(less, all=True):
        found[lens.unit_of(pk)] += n
    return {unit: n for unit, n in found.items() if n}


def latest_late(lens: Lens) -> list[FollowUp]:
    """Return the few that are late longest."""
    return list(late_steps(lens).select_related("prospect", "opportunity", "owner")[:LATE_SHOWN])


def conversion_days(lens: Lens) -> Period | None:
    """Return the days whose opportunities conversion looks at: the last 90, or all time."""
    if lens.period.days is None:
        return None
    return Period(lens.today - timedelta(days=CONVERSION_DAYS - 1), lens.today)


def people(lens: Lens) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return new prospects of the period and of the one before, and (created, won) opportunities.

    Products do not narrow people. Conversion counts what was created in `conversion_days`, and
    what of it is won by now.
    """
    if not lens.is_by_branch:
        return _new_prospects(lens), _conversion(lens)
    logged, converted = totals.people(lens, conversion_days(lens))
    return logged, _conversion(lens) if lens.product else converted


def _new_prospects(lens: Lens) -> tuple[int, int]:
    shown = lens.period
    rows = lens.narrow(Prospect.objects.visible_to(lens.user), "").live()
    now = _created(shown.days)
    before = _created(shown.before) if shown.before else Q(pk=None)
    counts = rows.filter(now | before).aggregate(
        now=Count(ROW, filter=now), before=Count(ROW, filter=before)
    )
    return counts["now"], counts["before"]


def _created(period: Period | None) -> Q:
    return Q(created_on__range=(period.start, period.end)) if period else Q(pk__isnull=False)


def _conversion(lens: Lens) -> tuple[int, int]:
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).live()
    counts = rows.filter(_created(conversion_days(lens))).aggregate(
        created=Count(ROW), won=Count(ROW, filter=Q(status="won"))
    )
    return counts["created"], counts["won"]
