"""The numbers of whole branches, from their totals: right at any moment, and few rows to read.

The whole bank has coarser totals of its own (see `prospects.branch_totals`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, F, Min, Q, Sum, Value

from core.periods import Period, month_of
from prospects.models import BranchFigure, Disbursement
from prospects.models.figures import BranchFigureQuerySet
from reports.dashboard.tallies import Files, Money, Pipeline
from reports.dashboard.view import Lens, Unit


def tell_units(lens: Lens) -> bool:
    """Tell whether totals of branches know what the table compares."""
    return lens.is_by_branch and lens.unit != Unit.OFFICER


def _of(lens: Lens, *kinds: str, product: str = "") -> BranchFigureQuerySet:
    """Return the totals looked at; `product` names the column where the kinds know products."""
    rows = BranchFigure.objects.visible_to(lens.user)
    return lens.narrow(rows.of(*kinds) if kinds else rows, product)


def _coarsest(lens: Lens, kind: str) -> str:
    """Return the kind that answers for all branches together with the fewest rows."""
    return f"bank_{kind}" if lens.is_whole else kind


def _sum(column: str, condition: Q | None = None) -> Any:
    return Sum(column, filter=condition, default=Value(0))


def _within(period: Period | None) -> Q:
    return Q(day__range=(period.start, period.end)) if period else Q(pk__isnull=False)


def pipeline(lens: Lens) -> Pipeline:
    """Read statuses by unit, and stages of all together."""
    found, stages = Pipeline(), _coarsest(lens, "pipeline")
    rows: Any = _of(lens, "branch_pipeline", stages, product="product_id")
    groups = rows.values_list("kind", "branch_id", "state", "code").order_by()
    sums = groups.annotate(count=_sum("n"), total=_sum("amount"))
    for kind, branch, status, stage, n, amount in sums:
        if kind == stages:
            found.by_stage[status, stage].add(n, amount)
        elif n:
            found.add(lens.unit_of(branch), status, n, amount)
    return found


def files(lens: Lens) -> Files:
    """Read what is held up by unit, and who holds the files of all together."""
    found, holders = Files(), _coarsest(lens, "held")
    late = Q(day__lt=lens.today)
    rows = _of(lens, "branch_held", holders).filter(Q(kind=holders) | late)
    groups: Any = rows.values_list("kind", "branch_id", "code").annotate(
        count=_sum("n"), total=_sum("amount"),
        late=_sum("n", late), amount_late=_sum("amount", late),
    ).order_by()  # fmt: skip
    for kind, branch, holder, n, amount, n_late, amount_late in groups:
        if kind == holders:
            found.within[holder].add(n - n_late, amount - amount_late)
            found.held[holder].add(n_late, amount_late)
        else:
            found.held_by_unit[lens.unit_of(branch)].add(n_late, amount_late)
    return found


def money(lens: Lens) -> Money:
    """Read realisasi by product and day, by unit, and what waits from the rows themselves."""
    found = Money()
    _add_products(lens, found)
    for branch, n, amount, firsts in _loans(lens):
        found.credit[lens.unit_of(branch)].add(n, amount)
        found.noa[lens.unit_of(branch)] += int(firsts)
    waiting = list(_waiting(lens))
    for branch, n, amount, _oldest in waiting:
        found.awaiting[lens.unit_of(branch)].add(n, amount)
    found.oldest_awaiting = min((oldest for *_row, oldest in waiting), default=None)
    return found


def _waiting(lens: Lens) -> Any:
    """Return (branch, count, rupiah, oldest day): a partial index holds the few that wait."""
    rows: Any = lens.narrow(Disbursement.objects.visible_to(lens.user)).awaiting()
    return rows.values_list("branch_id").annotate(
        count=Count(Value(1)), total=Sum("amount"), oldest=Min("disbursed_on")
    ).order_by()  # fmt: skip


def _add_products(lens: Lens, found: Money) -> None:
    """Sort the loans and deposits of all branches into this period and the one before."""
    shown, funding, days = lens.period, lens.funding_ids, defaultdict[date, Decimal](Decimal)
    rows = _of(lens, _coarsest(lens, "disbursed"), product="product_id").filter(state="confirmed")
    rows = rows.filter(
        _within(shown.days) | (_within(shown.before) if shown.before else Q(pk=None))
    )
    on = F("day") if shown.days else Value(None, DateField())
    groups: Any = rows.annotate(on=on).values_list("product_id", "code", "on").order_by()
    for product, code, day, n, amount in groups.annotate(count=_sum("n"), total=_sum("amount")):
        is_now = shown.days is None or shown.days.start <= day <= shown.days.end
        if product in funding:
            (found.funds if is_now else found.funds_before).add(n, amount)
        elif is_now:
            found.by_product[product].add(n, amount)
            days[day] += amount
        else:
            found.by_product_before[product].add(n, amount)
            found.noa_before += int(n) if code == "first" else 0
    found.days = dict(days)


def _loans(lens: Lens) -> Any:
    """Return (branch, count, rupiah, first parts) of the loans of the period.

    Months, quarters and all time are sums of whole months, less what is dated after today: in the
    east of the country the next day begins two hours earlier.
    """
    period, first = lens.period.days, Q(code="first")
    whole, later = Q(kind="month_disbursed"), Q(pk=None)
    if lens.period.code == "week":
        whole = Q(kind="disbursed") & _within(period)
    elif period is not None:
        ahead = Period(lens.today + timedelta(days=1), month_of(lens.today).end)
        whole &= _within(period)
        later = Q(kind="disbursed") & _within(ahead)
    rows: Any = _of(lens, product="product_id")
    rows = rows.filter(whole | later, state="confirmed").exclude(product_id__in=lens.funding_ids)
    return rows.values_list("branch_id").annotate(
        count=_sum("n", whole) - _sum("n", later),
        total=_sum("amount", whole) - _sum("amount", later),
        firsts=_sum("n", whole & first) - _sum("n", later & first),
    ).order_by()  # fmt: skip


def days(lens: Lens) -> dict[date, Decimal]:
    """Return the loans of each day of the period."""
    rows = _of(lens, _coarsest(lens, "disbursed"), product="product_id").filter(state="confirmed")
    rows = rows.filter(_within(lens.period.days)).exclude(product_id__in=lens.funding_ids)
    return dict(rows.values_list("day").annotate(total=Sum("amount")).order_by())


def people(lens: Lens, converted: Period | None) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (now, before) of new prospects and (created, won) of the days of conversion."""
    shown = lens.period
    logged, created = (_coarsest(lens, kind) for kind in ("logged", "created"))
    now = Q(kind=logged) & _within(shown.days)
    before = Q(kind=logged) & _within(shown.before) if shown.before else Q(pk=None)
    deals = Q(kind=created) & _within(converted)
    sums = _of(lens, logged, created).filter(now | before | deals).aggregate(
        now=_sum("n", now), before=_sum("n", before),
        created=_sum("n", deals), won=_sum("n", deals & Q(state="won")),
    )  # fmt: skip
    return (int(sums["now"]), int(sums["before"])), (int(sums["created"]), int(sums["won"]))
