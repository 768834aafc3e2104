"""Savings: a balance, or an amount paid in every month, with interest credited monthly.

Interest is that of deposits (`products.calculators.deposits`): balance x rate x actual days of
the month / 365, 366 in a leap year, less the final tax of 20 % while the customer holds more than
Rp7.500.000; both rounded half-up each month, as they are credited.
"""

from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from products.calculators.deposits import Interest, interest


@dataclass(frozen=True)
class Credit:
    """One month: until when, its interest, and what stands in the account afterwards."""

    ends_on: date
    interest: Interest
    balance: Decimal


def credited(
    opening: Decimal, monthly: Decimal, rate: Decimal, days: Sequence[date], *,
    other: Decimal = Decimal(0),
) -> Iterator[Credit]:  # fmt: skip
    """Yield the months between `days`; `monthly` rupiah are paid in as each one begins.

    `rate` is % per year, `other` what the customer holds in the bank besides, which counts for
    the tax. Raises CalculationError.
    """
    balance = opening
    for start, end in pairwise(days):
        balance += monthly
        month = interest(
            balance, rate, (end - start).days, is_leap_year=isleap(start.year),
            taxable_balance=balance + other,
        )  # fmt: skip
        balance = month.maturity_value
        yield Credit(end, month, balance)
