"""Rates as they were, are and will be: which tier speaks, in words, and compared with another.

What is in force is read from `Rate`, which holds approved tiers only; see `products.sheets` for how
a rate comes to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.money import format_rupiah
from org.models import Segment
from products.calculators.loans import Period
from products.forms import typical
from products.models import Product, Rate, RateSheet
from products.models.rate import FIGURES, TIER, TierFields
from products.simulation import DaySettings, Loan, settings_of

PAST, IN_FORCE, COMING = "past", "in_force", "coming"


def rate_for(
    product: Product,
    as_of: date | datetime,
    amount: Decimal,
    months: int,
    segment: str = "",
    *,
    is_payroll: bool = False,
) -> Rate | None:
    """Return the tier for this amount (rupiah) and term (months); None where none holds it.

    A day asks for the sheet of that day, a moment for the one that had begun by then. `.sheet` is
    the version to keep beside an offer; it is never altered.
    """
    segment = segment or product.segment
    rows = product.rates.select_related("sheet")
    if isinstance(as_of, datetime):
        sheet = product.sheets.in_force(as_of).first()
        rows = rows.filter(sheet=sheet) if sheet else rows.filter(sheet=None).on(localdate(as_of))
    else:
        rows = rows.on(as_of)
    return rows.fitting(amount, months, segment, is_payroll=is_payroll).best()


def floor_rate(product: Product, as_of: date | datetime) -> Decimal | None:
    """Return the rate in % per year that an offer may not pass without approval; None: no bound.

    The lowest for a loan, the highest for a deposit.
    """
    sheet: RateSheet | None = product.sheets.in_force(as_of).first()
    return sheet.floor_rate if sheet is not None else None


def passes_floor(product: Product, rate: Decimal, as_of: date | datetime) -> bool:
    """Tell whether a rate in % per year may be offered without approval."""
    bound = floor_rate(product, as_of)
    if bound is None:
        return True
    return rate <= bound if product.is_deposit else rate >= bound


def _meets(low_a: Any, high_a: Any, low_b: Any, high_b: Any) -> bool:
    """Tell whether two ranges share a value; an end that is None is open."""
    return (high_a is None or low_b is None or low_b <= high_a) and (
        high_b is None or low_a is None or low_a <= high_b
    )


def share_a_case(a: TierFields, b: TierFields) -> bool:
    """Tell whether some amount and term of the same people would find both tiers."""
    return (
        (a.segment, a.is_payroll) == (b.segment, b.is_payroll)
        and _meets(a.min_amount, a.max_amount, b.min_amount, b.max_amount)
        and _meets(a.min_months, a.max_months, b.min_months, b.max_months)
    )


def tier_of(row: TierFields) -> tuple[Any, ...]:
    """Return what the rate is for: segment, payroll, amounts (rupiah) and terms (months)."""
    return tuple(getattr(row, name) for name in TIER)


def figures_of(row: TierFields) -> tuple[Any, ...]:
    """Return what it costs: rate, months it is fixed, rate after them."""
    return tuple(getattr(row, name) for name in FIGURES)


def tier_words(row: TierFields) -> str:
    """Return the tier as people say it; all cases when it has no limits."""
    amounts = _range(row.min_amount, row.max_amount, format_rupiah)
    months = _range(row.min_months, row.max_months, lambda n: _("%(n)s months") % {"n": n})
    payroll = _("salary through the bank") if row.is_payroll else ""
    parts = (segment_label(row.segment), payroll, amounts, months)
    return ", ".join(part for part in parts if part) or _("all amounts and terms")


def segment_label(segment: str) -> str:
    """Return the segment in words; empty for all segments."""
    return str(dict(Segment.choices).get(segment, segment))


def _range(low: Any, high: Any, show: Any) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": show(low), "high": show(high)}
    if low is not None:
        return _("from %(low)s") % {"low": show(low)}
    return _("up to %(high)s") % {"high": show(high)} if high is not None else ""


@dataclass(frozen=True)
class Comparison:
    """One tier under two versions; instalments (rupiah) of an example within it.

    A side is None where its version has no such tier; instalments are None for deposits.
    """

    old: TierFields | None
    new: TierFields | None
    principal: Decimal
    months: int
    old_payment: Decimal | None = None
    new_payment: Decimal | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        if self.old is None or self.new is None:
            return True
        return figures_of(self.old) != figures_of(self.new)

    @property
    def difference(self) -> Decimal | None:
        """How much more or less a month the example costs."""
        if self.old_payment is None or self.new_payment is None:
            return None
        return self.new_payment - self.old_payment


def compare(
    product: Product, old: Iterable[TierFields], new: Iterable[TierFields], day: date
) -> list[Comparison]:
    """Return the tiers of two versions side by side, with an example loan of each.

    A new tier without a counterpart is held against the old one that its example finds.
    """
    befores, afters = {tier_of(row): row for row in old}, {tier_of(row): row for row in new}
    settings = settings_of(product, day)
    lines = []
    for key, after in afters.items():
        lines.append(_line(befores.get(key), after, list(befores.values()), settings, product, day))
    for key, before in befores.items():
        if key not in afters:
            lines.append(_line(before, None, [], settings, product, day))
    return lines


def _line(
    before: TierFields | None, after: TierFields | None, others: Sequence[TierFields],
    settings: DaySettings, product: Product, day: date,
) -> Comparison:  # fmt: skip
    shown: Any = after or before
    principal, months = example(product, shown)
    if product.is_deposit:
        return Comparison(before, after, principal, months)
    paid_before = before or next(
        (row for row in others if _holds(row, shown, principal, months)), None
    )
    sides = [
        _instalment(product, row, principal, months, day, settings) if row else None
        for row in (paid_before, after)
    ]
    return Comparison(before, after, principal, months, *sides)


def _holds(row: TierFields, other: TierFields, principal: Decimal, months: int) -> bool:
    same = (row.segment, row.is_payroll) == (other.segment, other.is_payroll)
    return same and row.holds(principal, months)


def example(product: Product, row: TierFields) -> tuple[Decimal, int]:
    """Return a typical amount (rupiah) and term (months) within a tier."""
    principal, months = typical(product)
    principal = _within(principal, row.min_amount, row.max_amount)
    return principal, int(_within(months, row.min_months, row.max_months))


def _within(value: Any, low: Any, high: Any) -> Any:
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def periods_of(row: TierFields, months: int) -> tuple[Period, ...]:
    """Return the rates of a loan over `months`: the fixed stretch and what is assumed after it."""
    fixed = min(row.fixed_months or months, months)
    first = Period(row.rate, fixed)
    if row.floating_rate is None or months <= fixed:
        return (first,)
    return first, Period(row.floating_rate, months - fixed)


def _instalment(
    product: Product, row: TierFields, principal: Decimal, months: int, day: date,
    settings: DaySettings,
) -> Decimal:  # fmt: skip
    loan = Loan(product, principal, periods_of(row, months), day, settings=settings)
    return loan.regular_payment
