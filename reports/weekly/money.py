"""*Realisasi* and NOA of a week: disbursements as they were confirmed when the week ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from core.periods import Period, month_of
from products.types import Kind, product_types
from prospects.models import Disbursement
from reports.weekly.figures import Money, Total
from reports.weekly.target import Span, Target


class Part(NamedTuple):
    """One disbursement confirmed by the end of the week."""

    opportunity_id: int
    disbursed_on: date
    amount: Decimal
    family: str
    decided_at: datetime | None
    owner_id: int

    @property
    def is_credit(self) -> bool:
        """Whether money was lent; otherwise it was placed with the bank."""
        return product_types()[self.family].kind == Kind.CREDIT


@dataclass(frozen=True)
class Parts:
    """Confirmed parts by the end of the week, the oldest first."""

    span: Span
    rows: list[Part]

    def credit(self, period: Period) -> list[Part]:
        """Return the loans disbursed in `period`."""
        return [part for part in self.rows if part.is_credit and part.disbursed_on in period]

    def funds(self, period: Period) -> list[Part]:
        """Return the funds that came in during `period`."""
        return [part for part in self.rows if not part.is_credit and part.disbursed_on in period]

    def noa(self, period: Period) -> int:
        """Count the facilities first disbursed in `period`."""
        first: dict[int, date] = {}
        for part in self.rows:
            if part.is_credit:
                first.setdefault(part.opportunity_id, part.disbursed_on)
        return sum(day in period for day in first.values())

    def confirmed_late(self) -> list[Part]:
        """Return loans of earlier weeks that were confirmed only in this one."""
        return [
            part for part in self.rows
            if part.is_credit and part.disbursed_on < self.span.week.start
            and part.decided_at is not None and part.decided_at >= self.span.start
        ]  # fmt: skip


def _confirmed(span: Span) -> Q:
    """Keep what stood confirmed as the week ended, also when it was taken back afterwards."""
    stands = Q(state="confirmed") & (Q(decided_at__lt=span.until) | Q(is_imported=True))
    return stands | Q(confirmed_at__lt=span.until, decided_at__gte=span.until)


def load(target: Target, span: Span) -> Parts:
    """Read what was confirmed before the week was over; an imported part counts by its date."""
    rows = (
        Disbursement.objects.system("weekly report of a past week")
        .filter(target.rows(), disbursed_on__lte=span.week.end)
        .filter(_confirmed(span))
        .order_by("disbursed_on", "pk")
        .annotate(confirmed=Coalesce("confirmed_at", "decided_at"))
        .values_list("opportunity_id", "disbursed_on", "amount", "product__family", "confirmed",
                     "owner_id")
    )  # fmt: skip
    return Parts(span, [Part(*row) for row in rows])


def awaiting(target: Target, span: Span) -> Total:
    """Sum what the officers had entered and nobody had decided when the week ended."""
    rows = (
        Disbursement.objects.system("weekly report of a past week")
        .filter(target.rows(), entered_at__lt=span.until, is_imported=False)
        .filter(Q(decided_at=None) | Q(decided_at__gte=span.until))
        .exclude(confirmed_at__lt=span.until)
        .values_list("amount", flat=True)
    )
    amounts = list(rows)
    return Total(len(amounts), sum(amounts, Decimal(0)))


def _total(parts: Iterable[Part]) -> Total:
    amounts = [part.amount for part in parts]
    return Total(len(amounts), sum(amounts, Decimal(0)))


def month_to_date(day: date) -> tuple[Period, Period]:
    """Return the month up to `day` and the month before up to the same day."""
    month = month_of(day)
    before = month.previous
    same_day = min(before.start.replace(day=1).toordinal() + day.day - 1, before.end.toordinal())
    return Period(month.start, day), Period(before.start, date.fromordinal(same_day))


def money(target: Target, span: Span, parts: Parts) -> Money:
    """Return the money of the week, each figure with what it compares with."""
    week, before = span.week, span.week.previous
    month, month_before = month_to_date(week.end)
    return Money(
        week=_total(parts.credit(week)),
        previous_week=_total(parts.credit(before)),
        month=_total(parts.credit(month)),
        previous_month=_total(parts.credit(month_before)),
        noa_week=parts.noa(week),
        noa_previous_week=parts.noa(before),
        noa_month=parts.noa(month),
        noa_previous_month=parts.noa(month_before),
        funds_week=_total(parts.funds(week)),
        funds_month=_total(parts.funds(month)),
        funds_previous_month=_total(parts.funds(month_before)),
        awaiting=awaiting(target, span),
        confirmed_late=_total(parts.confirmed_late()),
    )
