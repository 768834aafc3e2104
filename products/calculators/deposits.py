"""Time deposits: interest by day count, final tax, roll-over.

Tax of 20 % is final and withheld from interest, unless the customer's deposits and savings
together are at most Rp7.500.000, the boundary included (PP 131/2000 jo. PP 123/2015).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from products.calculators.arithmetic import (
    HUNDRED,
    MONTHS,
    CalculationError,
    exact,
    is_rate,
    whole,
)
from products.calculators.loans import MAX_PRINCIPAL

Basis = Literal["actual", "30", "months"]
TAX_RATE = Decimal(20)
TAX_FREE_BALANCE = Decimal(7_500_000)
SHORT_MONTH, LONG_MONTH = 28, 31


@dataclass(frozen=True)
class Interest:
    """One term of a deposit, in whole rupiah."""

    principal: Decimal
    gross: Decimal
    tax: Decimal

    @property
    def net(self) -> Decimal:
        """Interest after tax."""
        return self.gross - self.tax

    @property
    def maturity_value(self) -> Decimal:
        """Principal and net interest."""
        return self.principal + self.net


def months_of(days: int) -> int:
    """Return how many months a term of `days` is; CalculationError unless they are whole."""
    months = round(days / 30)
    if not SHORT_MONTH * months <= days <= LONG_MONTH * months or not months:
        raise CalculationError("days", f"{days} days are no whole months.")
    return months


def _fraction_of_year(days: int, basis: str, *, is_leap_year: bool) -> Decimal:
    if basis == "actual":
        return Decimal(days) / (366 if is_leap_year else 365)
    if basis == "30":
        return Decimal(months_of(days) * 30) / 365
    if basis == "months":
        return Decimal(months_of(days)) / MONTHS
    raise CalculationError("basis", "Basis must be actual, 30 or months.")


@exact
def interest(
    principal: Decimal,
    rate: Decimal,
    days: int,
    *,
    basis: Basis = "actual",
    is_leap_year: bool = False,
    taxable_balance: Decimal | None = None,
    tax_rate: Decimal = TAX_RATE,
) -> Interest:
    """Return the interest of one term at `rate` % per year, half-up.

    `taxable_balance` is what the customer holds in deposits and savings together, by default the
    principal alone. Raises CalculationError.
    """
    if not 0 < principal < MAX_PRINCIPAL or principal != whole(principal):
        raise CalculationError("principal", "Principal must be whole rupiah above zero.")
    if not is_rate(rate):
        raise CalculationError("rate", "The rate must be from 0 to 100 % per year.")
    if days < 1 or days > 366 * 10:
        raise CalculationError("days", "The term must be from 1 to 3660 days.")
    gross = whole(
        principal * rate / HUNDRED * _fraction_of_year(days, basis, is_leap_year=is_leap_year)
    )
    balance = principal if taxable_balance is None else taxable_balance
    is_free = balance <= TAX_FREE_BALANCE
    return Interest(principal, gross, Decimal(0) if is_free else whole(gross * tax_rate / HUNDRED))


def roll_over(
    principal: Decimal,
    terms: Iterable[tuple[Decimal, int, bool]],
    *,
    adds_interest: bool,
    basis: Basis = "actual",
    other: Decimal = Decimal(0),
) -> Iterator[Interest]:
    """Yield one Interest per (rate %, days, leap year): ARO pays it out, ARO+ adds the net to it.

    The rate of each term is that of its roll-over day. `other` is what the customer holds besides.
    """
    for rate, days, is_leap_year in terms:
        term = interest(
            principal, rate, days, basis=basis, is_leap_year=is_leap_year,
            taxable_balance=principal + other,
        )  # fmt: skip
        yield term
        if adds_interest:
            principal = term.maturity_value


@dataclass(frozen=True)
class Break:
    """A deposit broken before its day, in whole rupiah."""

    principal: Decimal
    interest: Decimal  # net of tax; what is paid out of the running term
    penalty: Decimal

    @property
    def paid_back(self) -> Decimal:
        """What the customer receives."""
        return self.principal + self.interest - self.penalty


@exact
def early_break(
    principal: Decimal,
    rate: Decimal,
    days: int,
    *,
    forfeits_interest: bool,
    penalty_rate: Decimal = Decimal(0),
    is_leap_year: bool = False,
    other: Decimal = Decimal(0),
) -> Break:
    """Return what is paid back after `days` of the running term, by the bank's policy.

    The running interest is forfeited, or paid by days; `penalty_rate` is % of the principal.
    """
    net = Decimal(0)
    if not forfeits_interest:
        earned = interest(principal, rate, days, is_leap_year=is_leap_year,
                          taxable_balance=principal + other)  # fmt: skip
        net = earned.net
    return Break(principal, net, whole(principal * penalty_rate / HUNDRED))
