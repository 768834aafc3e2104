"""Which part of an income instalments may take, by method and day.

Each method has its own dated limit: `dsr` for salaries, `pay` for salaries paid through the bank,
`rpc` for businesses. The bank edits them under *Administrasi*, for all products or for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from products.calculators.limits import Method
from products.models import CollectibilityRule, Limit
from products.models.settings import LimitCode, RatioMethod

# What most banks use where this one has no row: 40 % of the income, 60 % of a business's rest.
USUAL = {LimitCode.DEBT_RATIO: Decimal(40), LimitCode.BUSINESS: Decimal(60)}


@dataclass(frozen=True)
class Ratio:
    """A limit in percent, how existing instalments count, and since when; None: the usual one."""

    code: str
    percent: Decimal
    method: Method = "all"
    valid_from: date | None = None


def ratios_of(limits: Mapping[str, Limit]) -> dict[str, Ratio]:
    """Return the ratios by method from the limits in force; `pay` only where the bank set one."""
    found = {str(code): Ratio(str(code), percent) for code, percent in USUAL.items()}
    for code in (LimitCode.DEBT_RATIO, LimitCode.PAYROLL, LimitCode.BUSINESS):
        if row := limits.get(code):
            method: Method = "rest" if row.method == RatioMethod.REST else "all"
            found[str(code)] = Ratio(str(code), row.percent, method, row.valid_from)
    return found


def collectibility_on(day: date) -> CollectibilityRule:
    """Return the days of the classes in force on `day`; those of commercial banks by default."""
    return CollectibilityRule.objects.on(day).first() or CollectibilityRule()
