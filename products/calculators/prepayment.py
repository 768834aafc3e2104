"""Paying a loan back early: the payoff, and what a part payment changes.

The contract decides the penalty: percent of what is paid early, often only while the rate is
fixed. After a part payment either the instalment falls and the last day stays, or the instalment
stays and the loan ends earlier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from products.calculators.arithmetic import HUNDRED, CalculationError, exact, monthly, whole
from products.calculators.loans import (
    PER_YEAR,
    Instalment,
    Method,
    Period,
    Schedule,
    Terms,
    effective_rate,
    schedule,
)

Keep = Literal["term", "payment"]


@dataclass(frozen=True)
class Payoff:
    """What ends a loan today, in whole rupiah."""

    balance: Decimal
    interest: Decimal
    penalty: Decimal

    @property
    def total(self) -> Decimal:
        """Balance, interest since the last instalment, and penalty."""
        return self.balance + self.interest + self.penalty


@dataclass(frozen=True)
class Prepayment:
    """A loan before and after a part payment of `amount` beside instalment `month`."""

    before: Schedule
    month: int
    amount: Decimal
    penalty: Decimal
    later: Sequence[Instalment]  # the instalments after the payment

    @property
    def payment_before(self) -> Decimal:
        """The next instalment without the part payment."""
        return self.before.instalments[self.month].payment

    @property
    def payment_after(self) -> Decimal:
        """The next instalment with it; nothing when the loan is repaid."""
        return self.later[0].payment if self.later else Decimal(0)

    @property
    def months_saved(self) -> int:
        """How many months earlier the loan ends."""
        return len(self.before.instalments) - self.month - len(self.later)

    @property
    def interest_saved(self) -> Decimal:
        """The interest that is not paid any more, before the penalty."""
        without = sum((row.interest for row in self.before.instalments[self.month :]), Decimal(0))
        return without - sum((row.interest for row in self.later), Decimal(0))

    @property
    def gain(self) -> Decimal:
        """Interest saved less the penalty."""
        return self.interest_saved - self.penalty


@exact
def payoff(balance: Decimal, penalty_rate: Decimal, *, rate: Decimal = Decimal(0),
           days: int = 0, year_days: int = 365) -> Payoff:  # fmt: skip
    """Return what ends a loan whose principal is `balance`; percentages.

    `rate` % per year for `days` since the last instalment is the running interest.
    """
    interest = whole(balance * rate * days / HUNDRED / year_days)
    return Payoff(balance, interest, whole(balance * penalty_rate / HUNDRED))


@exact
def flat_balance(principal: Decimal, payment: Decimal, months: int, paid: int) -> Decimal:
    """Return what remains of a flat loan after `paid` instalments, counted at its effective rate.

    A flat table hides that interest is paid early; banks settle with the effective rate.
    """
    fraction = monthly(effective_rate(principal, payment, months))
    if fraction == 0:
        return whole(principal - payment * paid)
    growth = (1 + fraction) ** paid
    return whole(principal * growth - payment * (growth - 1) / fraction)


@exact
def prepay(
    method: Method, before: Schedule, periods: Sequence[Period], *, month: int, amount: Decimal,
    keep: Keep, penalty_rate: Decimal = Decimal(0), terms: Terms | None = None,
) -> Prepayment:  # fmt: skip
    """Pay `amount` rupiah beside instalment `month`; `keep` the term or the payment.

    Raises CalculationError for a flat loan, whose table has no rest to lower, for a month that is
    not before the last, and for more than what remains.
    """
    _check(method, before, month, amount)
    balance = before.instalments[month - 1].balance - amount
    penalty = whole(amount * penalty_rate / HUNDRED)
    if not balance:
        rows: tuple[Instalment, ...] = ()
    elif not amount:
        rows = tuple(before.instalments[month:])
    elif keep == "payment":
        rows = tuple(_shorter(before, periods, month, balance))
    else:
        rows = _lower(method, periods, terms or Terms(), month, balance)
    return Prepayment(before, month, amount, penalty, rows)


def _check(method: str, before: Schedule, month: int, amount: Decimal) -> None:
    if method not in {"anuitas", "menurun"}:
        raise CalculationError("method", "Part payments need interest on the balance.")
    if not 1 <= month < len(before.instalments):
        raise CalculationError("month", "Pay before the last instalment.")
    if amount != whole(amount) or not 0 <= amount <= before.instalments[month - 1].balance:
        raise CalculationError("amount", "Not more than what remains of the loan.")


def _remaining(periods: Sequence[Period], month: int) -> list[Period]:
    """Return the periods that follow instalment `month`."""
    rest, passed = [], 0
    for period in periods:
        left = passed + period.months - max(month, passed)
        passed += period.months
        if left > 0:
            rest.append(Period(period.rate, left))
    return rest


def _lower(method: Method, periods: Sequence[Period], terms: Terms, month: int,
           balance: Decimal) -> tuple[Instalment, ...]:  # fmt: skip
    """Return the rows of the same last day with smaller instalments."""
    later = replace(terms, grace_months=max(terms.grace_months - month, 0), first_days=None)
    rows = schedule(method, balance, _remaining(periods, month), later).instalments
    return tuple(row._replace(number=row.number + month) for row in rows)


def _shorter(
    before: Schedule, periods: Sequence[Period], month: int, balance: Decimal
) -> Iterator[Instalment]:
    """Yield rows with the instalments of before, until nothing remains."""
    rates = [period.rate for period in periods for _month in range(period.months)]
    for row in before.instalments[month:]:
        interest = whole(balance * rates[row.number - 1] / PER_YEAR)
        part = min(row.payment - interest, balance)
        balance -= part
        yield Instalment(row.number, part + interest, interest, part, balance)
        if not balance:
            return
