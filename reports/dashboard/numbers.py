"""The queries of the dashboard: a fixed number of them, however many officers there are."""

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
from prospects.models import Disbursement, Opportunity, PipelineFigure, Prospect
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


def pipeline(lens: Lens) -> Pipeline:
    """Read the totals kept by the database."""
    rows = lens.narrow(PipelineFigure.objects.visible_to(lens.user))
    groups: Any = rows.values_list(lens.unit, "status", "stage").order_by()
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


def _within(period: Period | None) -> Q:
    return Q(disbursed_on__range=(period.start, period.end)) if period else Q(pk__isnull=False)


def _funding_products(lens: Lens) -> set[int]:
    families = {code for code, family in product_types().items() if family.kind == Kind.FUNDING}
    return {product.pk for product in lens.products if product.family in families}


def money(lens: Lens) -> Money:
    """Read this period, the one before and what waits, in one query."""
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
    rows = lens.narrow(Disbursement.objects.visible_to(lens.user)).confirmed()
    rows = rows.filter(_within(lens.period.days)).exclude(product_id__in=_funding_products(lens))
    days = rows.values_list("disbursed_on").annotate(total=Sum("amount"))
    return list(days.order_by("disbursed_on"))


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
    """Read who holds what, from the partial index of held files."""
    late = Q(holder_due_on__lt=lens.today)
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).open().exclude(holder="")
    groups = rows.values_list(lens.unit, "holder").annotate(
        n=Count(ROW), amount_all=Sum("amount"),
        late=Count(ROW, filter=late), amount_late=Sum("amount", filter=late),
    ).order_by()  # fmt: skip
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
    """Count them by officer or branch."""
    return dict(late_steps(lens).order_by().values_list(lens.unit).annotate(n=Count(ROW)))


def latest_late(lens: Lens) -> list[FollowUp]:
    """Return the few that are late longest."""
    return list(late_steps(lens).select_related("prospect", "opportunity", "owner")[:LATE_SHOWN])


def new_prospects(lens: Lens) -> tuple[int, int]:
    """Count who was logged in the period and in the one before; products do not narrow people."""
    rows = lens.narrow(Prospect.objects.visible_to(lens.user), "").live()
    shown = lens.period
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
    rows = lens.narrow(Opportunity.objects.visible_to(lens.user)).live()
    counts = rows.filter(_created(conversion_days(lens))).aggregate(
        created=Count(ROW), won=Count(ROW, filter=Q(status="won"))
    )
    return counts["created"], counts["won"]
