"""The queries of the dashboard: a fixed number of them, however many officers there are.

A reader of whole branches gets what is not told by officer from the totals of branches, which
equal the rows at any moment: adding up a bank's rows for each look would take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum, Value

from core.periods import Period
from followups.models import FollowUp
from products.types import Kind, product_types
from prospects.models import BranchFigure, Disbursement, Opportunity, PipelineFigure, Prospect
from prospects.models.figures import BranchFigureQuerySet
from reports.dashboard.view import Lens

ZERO = Decimal(0)
ROW = Value(1)  # counting no column lets an index answer alone
CONVERSION_DAYS = 90
LATE_SHOWN = 5


@dataclass
class Tally:
    """A count and a sum that grow."""

    n: int = 0
    amount: Decimal = ZERO

    def add(self, n: int, amount: Decimal | None) -> None:
        """Add some."""
        self.n += n
        self.amount += amount or ZERO


Key = tuple[int, str, str]


@dataclass
class Pipeline:
    """Count and sum by unit, status and stage."""

    cells: dict[Key, Tally]

    def sum(self, *, unit: int | None = None, status: str = "", stages: Any = None) -> Tally:
        """Add up the cells that fit."""
        total = Tally()
        for (owner, state, stage), cell in self.cells.items():
            fits = unit in (None, owner) and status in ("", state)
            if fits and (stages is None or stage in stages):
                total.add(cell.n, cell.amount)
        return total

    def units(self) -> set[int]:
        """Return who has anything."""
        return {unit for unit, _status, _stage in self.cells}


def branch_figures(lens: Lens, kind: str, product: str = "") -> BranchFigureQuerySet:
    """Return the totals of one kind; `product` names the column where the kind knows products."""
    return lens.narrow(BranchFigure.objects.visible_to(lens.user).of(kind), product)


def pipeline(lens: Lens) -> Pipeline:
    """Read the totals kept by the database."""
    if lens.unit == "branch_id" and lens.is_by_branch:
        rows: Any = branch_figures(lens, "pipeline", "product_id")
        groups = rows.values_list("branch_id", "state", "code").order_by()
    else:
        rows = lens.narrow(PipelineFigure.objects.visible_to(lens.user))
        groups = rows.values_list(lens.unit, "status", "stage").order_by()
    sums = groups.annotate(count=Sum("n"), total=Sum("amount"))
    return Pipeline({row[:3]: Tally(int(row[3]), Decimal(row[4])) for row in sums if row[3]})


@dataclass
class Money:
    """Realisasi and what waits, by unit and by product."""

    credit: dict[int, Tally]
    noa: dict[int, int]
    awaiting: dict[int, Tally]
    by_product: dict[int, Tally]
    by_product_before: dict[int, Tally]
    credit_before: Tally
    noa_before: int
    funds: Tally
    funds_before: Tally
    oldest_awaiting: date | None


def _within(period: Period | None, day: str = "disbursed_on") -> Q:
    return Q(**{f"{day}__range": (period.start, period.end)}) if period else Q(pk__isnull=False)


def _funding_products(lens: Lens) -> set[int]:
    families = {code for code, family in product_types().items() if family.kind == Kind.FUNDING}
    return {product.pk for product in lens.products if product.family in families}


def money(lens: Lens) -> Money:
    """Read this period, the one before and what waits."""
    if lens.unit == "branch_id" and lens.is_by_branch:
        return _money_of_branches(lens)
    shown = lens.period
    now, waiting = Q(state="confirmed") & _within(shown.days), Q(state="awaiting")
    before = Q(state="confirmed") & _within(shown.before) if shown.before else Q(pk=None)
    rows = lens.narrow(Disbursement.objects.visible_to(lens.user)).filter(now | before | waiting)
    groups: Any = rows.values(unit=F(lens.unit), kind_of=F("product_id")).annotate(
        n=Count(ROW, filter=now), amount_now=Sum("amount", filter=now),
        firsts=Count(ROW, filter=now & Q(is_first=True)),
        n_before=Count(ROW, filter=before), amount_before=Sum("amount", filter=before),
        firsts_before=Count(ROW, filter=before & Q(is_first=True)),
        waiting=Count(ROW, filter=waiting), waiting_amount=Sum("amount", filter=waiting),
        oldest=Min("disbursed_on", filter=waiting),
    ).order_by()  # fmt: skip
    return _sort_money(list(groups), _funding_products(lens))


def _money_of_branches(lens: Lens) -> Money:
    shown = lens.period
    now = Q(state="confirmed") & _within(shown.days, "day")
    before = Q(state="confirmed") & _within(shown.before, "day") if shown.before else Q(pk=None)
    waiting, first = Q(state="awaiting"), Q(code="first")
    rows = branch_figures(lens, "disbursed", "product_id").filter(now | before | waiting)
    groups: Any = rows.values(unit=F("branch_id"), kind_of=F("product_id")).annotate(
        n_now=_sum("n", now), amount_now=_sum("amount", now), firsts=_sum("n", now & first),
        n_before=_sum("n", before), amount_before=_sum("amount", before),
        firsts_before=_sum("n", before & first),
        waiting=_sum("n", waiting), waiting_amount=_sum("amount", waiting),
    ).order_by()  # fmt: skip
    days: Any = rows.filter(waiting).values_list("day").annotate(left=Sum("n")).filter(left__gt=0)
    oldest = days.order_by("day").first()
    found = [row | {"n": row["n_now"], "oldest": oldest[0] if oldest else None} for row in groups]
    return _sort_money(found, _funding_products(lens))


def _sum(column: str, condition: Q) -> Any:
    return Sum(column, filter=condition, default=Value(0))


def _sort_money(groups: list[dict[str, Any]], funding: set[int]) -> Money:
    found = Money(defaultdict(Tally), defaultdict(int), defaultdict(Tally), defaultdict(Tally),
                  defaultdict(Tally), Tally(), 0, Tally(), Tally(), None)  # fmt: skip
    for row in groups:
        found.awaiting[row["unit"]].add(row["waiting"], row["waiting_amount"])
        if row["kind_of"] in funding:
            found.funds.add(row["n"], row["amount_now"])
            found.funds_before.add(row["n_before"], row["amount_before"])
            continue
        found.credit[row["unit"]].add(row["n"], row["amount_now"])
        found.noa[row["unit"]] += row["firsts"]
        found.by_product[row["kind_of"]].add(row["n"], row["amount_now"])
        found.by_product_before[row["kind_of"]].add(row["n_before"], row["amount_before"])
        found.credit_before.add(row["n_before"], row["amount_before"])
        found.noa_before += row["firsts_before"]
    days = [row["oldest"] for row in groups if row["oldest"]]
    found.oldest_awaiting = min(days, default=None)
    return found


def daily(lens: Lens) -> list[tuple[date, Decimal]]:
    """Return the rupiah of loans disbursed on each day of the period; none for all time."""
    if lens.period.days is None:
        return []
    funding, day, rows = _funding_products(lens), "disbursed_on", _confirmed(lens)
    if lens.is_by_branch:
        day, rows = "day", branch_figures(lens, "disbursed", "product_id").filter(state="confirmed")
    rows = rows.filter(_within(lens.period.days, day)).exclude(product_id__in=funding)
    days = rows.values_list(day).annotate(total=Sum("amount")).order_by(day)
    return [(on, amount) for on, amount in days if amount]


def _confirmed(lens: Lens) -> Any:
    return lens.narrow(Disbursement.objects.visible_to(lens.user)).confirmed()


@dataclass
class Files:
    """Files on somebody's table, by holder and by unit; held ones are past their target."""

    within: dict[str, Tally]
    held: dict[str, Tally]
    held_by_unit: dict[int, Tally]

    @property
    def all_held(self) -> Tally:
        """All held files."""
        return total(self.held)

    @property
    def everywhere(self) -> int:
        """How many files are on a table at all."""
        return total(self.held).n + total(self.within).n


def total(tallies: dict[Any, Tally]) -> Tally:
    """Add up."""
    result = Tally()
    for tally in tallies.values():
        result.add(tally.n, tally.amount)
    return result


def files(lens: Lens) -> Files:
    """Read who holds what, from totals or from the partial index of held files."""
    if lens.unit == "branch_id" and lens.is_by_branch and lens.product is None:
        return _sort_files(_held_of_branches(lens))
    late = Q(holder_due_on__lt=lens.today)
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).open().exclude(holder="")
    groups = rows.values_list(lens.unit, "holder").annotate(
        n=Count(ROW), amount_all=Sum("amount"),
        late=Count(ROW, filter=late), amount_late=Sum("amount", filter=late),
    ).order_by()  # fmt: skip
    return _sort_files(groups)


def _held_of_branches(lens: Lens) -> Any:
    late = Q(day__lt=lens.today)
    groups = branch_figures(lens, "held").values_list("branch_id", "code")
    return groups.annotate(
        count=_sum("n", Q()), amount_all=_sum("amount", Q()),
        late=_sum("n", late), amount_late=_sum("amount", late),
    ).order_by()  # fmt: skip


def _sort_files(groups: Any) -> Files:
    found = Files(defaultdict(Tally), defaultdict(Tally), defaultdict(Tally))
    for unit, holder, n, amount, n_late, amount_late in groups:
        found.within[holder].add(n - n_late, amount - (amount_late or ZERO))
        found.held[holder].add(n_late, amount_late)
        found.held_by_unit[unit].add(n_late, amount_late)
    return found


def late_steps(lens: Lens) -> Any:
    """Return the follow-ups whose day is over, the oldest first."""
    rows = lens.narrow(FollowUp.objects.visible_to(lens.user), "opportunity__product_id")
    return rows.overdue(lens.today).order_by("due_on", "pk")


def late_by_unit(lens: Lens) -> dict[int, int]:
    """Count them by officer or branch.

    An index counts all that are due; the few of archived prospects are taken off afterwards, which
    spares looking up the prospect of every step.
    """
    rows = lens.narrow(FollowUp.objects.visible_to(lens.user), "opportunity__product_id")
    due = rows.due_before(lens.today).order_by()
    archived = due.filter(prospect__archived_at__isnull=False)
    every = due.values_list(lens.unit).annotate(n=Count(ROW))
    less = archived.values_list(lens.unit).annotate(n=-Count(ROW))
    found: dict[int, int] = defaultdict(int)
    for unit, n in every.union(less, all=True):
        found[unit] += n
    return {unit: n for unit, n in found.items() if n}


def latest_late(lens: Lens) -> list[FollowUp]:
    """Return the few that are late longest."""
    return list(late_steps(lens).select_related("prospect", "opportunity", "owner")[:LATE_SHOWN])


def new_prospects(lens: Lens) -> tuple[int, int]:
    """Count who was logged in the period and in the one before; products do not narrow people."""
    shown = lens.period
    if lens.is_by_branch:
        logged, day = branch_figures(lens, "logged"), "day"
        earlier = _within(shown.before, day) if shown.before else Q(pk=None)
        period = _within(shown.days, day)
        sums = logged.filter(period | earlier).aggregate(
            now=_sum("n", period), before=_sum("n", earlier)
        )
        return int(sums["now"]), int(sums["before"])
    rows = lens.narrow(Prospect.objects.visible_to(lens.user), "").live()
    now = _created(shown.days)
    before = _created(shown.before) if shown.before else Q(pk=None)
    counts = rows.filter(now | before).aggregate(
        now=Count(ROW, filter=now), before=Count(ROW, filter=before)
    )
    return counts["now"], counts["before"]


def _created(period: Period | None) -> Q:
    return Q(created_on__range=(period.start, period.end)) if period else Q(pk__isnull=False)


def conversion_days(lens: Lens) -> Period | None:
    """Return the days whose opportunities conversion looks at: the last 90, or all time."""
    if lens.period.days is None:
        return None
    return Period(lens.today - timedelta(days=CONVERSION_DAYS - 1), lens.today)


def conversion(lens: Lens) -> tuple[int, int]:
    """Count opportunities created in those days, and those of them that are won by now."""
    if lens.is_by_branch and lens.product is None:
        figures = branch_figures(lens, "created").filter(_within(conversion_days(lens), "day"))
        sums = figures.aggregate(created=_sum("n", Q()), won=_sum("n", Q(state="won")))
        return int(sums["created"]), int(sums["won"])
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).live()
    counts = rows.filter(_created(conversion_days(lens))).aggregate(
        created=Count(ROW), won=Count(ROW, filter=Q(status="won"))
    )
    return counts["created"], counts["won"]
