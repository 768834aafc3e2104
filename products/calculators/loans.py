"""Loan schedules: annuity, yearly annuity, flat, declining; fixed, then floating.

Rounding follows the contract by default (`carry="rounded"`): instalment and interest are rounded
half-up, the principal part is their difference, the next row starts from the rounded balance, and
the last instalment carries the remainder, so the principal parts add up to the loan exactly.
`carry="exact"` keeps the balance unrounded and rounds each figure only where it is shown, as
spreadsheets do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from products.calculators.arithmetic import (
    HUNDRED,
    MONTHS,
    CalculationError,
    annuity,
    exact,
    monthly,
    whole,
)

Method = Literal["anuitas", "anuitas_tahunan", "flat", "menurun"]
Carry = Literal["rounded", "exact"]
METHODS: tuple[Method, ...] = ("anuitas", "anuitas_tahunan", "flat", "menurun")
MAX_PRINCIPAL = Decimal(10) ** 15
MAX_MONTHS = 480


@dataclass(frozen=True)
class Period:
    """A stretch of the term with one rate: `rate` % per year for `months` months."""

    rate: Decimal
    months: int


@dataclass(frozen=True)
class Instalment:
    """One row of a schedule, in whole rupiah; `balance` is what remains after it."""

    number: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Run:
    """Equal instalments in a row: from month `first` to month `last`, both included."""

    first: int
    last: int
    payment: Decimal


@dataclass(frozen=True)
class Schedule:
    """A whole loan."""

    principal: Decimal
    instalments: Sequence[Instalment]

    @property
    def first_payment(self) -> Decimal:
        """The instalment of the first month."""
        return self.instalments[0].payment

    @property
    def total_interest(self) -> Decimal:
        """The sum of the interest parts shown."""
        return sum((row.interest for row in self.instalments), Decimal(0))

    @property
    def total_paid(self) -> Decimal:
        """The sum of the instalments shown."""
        return sum((row.payment for row in self.instalments), Decimal(0))

    @property
    def runs(self) -> list[Run]:
        """The instalments as maximal runs of equal amounts."""
        runs: list[Run] = []
        for row in self.instalments:
            if runs and runs[-1].payment == row.payment:
                runs[-1] = Run(runs[-1].first, row.number, row.payment)
            else:
                runs.append(Run(row.number, row.number, row.payment))
        return runs


@dataclass(frozen=True)
class _Row:
    """Unrounded parts of one month."""

    payment: Decimal
    interest: Decimal
    principal: Decimal


def _check(method: str, principal: Decimal, periods: Sequence[Period]) -> None:
    """Refuse what is no loan."""
    if method not in METHODS:
        raise CalculationError("method", f"Method must be one of {', '.join(METHODS)}.")
    if principal != whole(principal) or not 0 < principal < MAX_PRINCIPAL:
        raise CalculationError("principal", "Principal must be whole rupiah above zero.")
    if any(period.months < 1 for period in periods):
        raise CalculationError("months", "Each period must last at least one month.")
    if sum(period.months for period in periods) > MAX_MONTHS:
        raise CalculationError("months", f"The term must not be longer than {MAX_MONTHS} months.")
    if any(not 0 <= period.rate <= HUNDRED for period in periods):
        raise CalculationError("rate", "Each rate must be from 0 to 100 % per year.")
    if method == "flat" and len(periods) > 1:
        raise CalculationError("then", "A flat loan has one rate for its whole term.")
    if method == "anuitas_tahunan" and any(period.months % MONTHS for period in periods):
        raise CalculationError("years", "A yearly annuity needs periods of whole years.")


@exact
def schedule(
    method: Method, principal: Decimal, periods: Sequence[Period], *, carry: Carry = "rounded"
) -> Schedule:
    """Return the schedule of a loan of `principal` rupiah.

    The first instalment is computed over the whole term; each later period re-amortises the
    remaining balance over the remaining months. Raises CalculationError.
    """
    _check(method, principal, periods)
    if carry not in {"rounded", "exact"}:
        raise CalculationError("carry", "Carry must be rounded or exact.")
    rows = (
        _rounded(method, principal, periods)
        if carry == "rounded"
        else _shown(method, principal, periods)
    )
    return Schedule(principal, tuple(rows))


def _stretches(periods: Iterable[Period]) -> Iterator[tuple[Period, int]]:
    """Yield each period with the months that remain at its start."""
    periods = list(periods)
    remaining = sum(period.months for period in periods)
    for period in periods:
        yield period, remaining
        remaining -= period.months


def _level(method: Method, balance: Decimal, rate: Decimal, months: int) -> Decimal:
    """Return the equal payment (annuities) or equal principal part (flat, declining), unrounded."""
    if method == "anuitas":
        return annuity(balance, monthly(rate), months)
    if method == "anuitas_tahunan":
        return annuity(balance, rate / HUNDRED, months // MONTHS) / MONTHS
    return balance / months


def _month(
    method: Method, level: Decimal, balance: Decimal, base: Decimal, rate: Decimal, *, rounded: bool
) -> _Row:
    """Return one month: interest on `base`, which is the balance or what the method fixes."""
    interest = base * monthly(rate)
    if rounded:
        interest = whole(interest)
    if method in {"flat", "menurun"}:
        return _Row(level + interest, interest, level)
    return _Row(level, interest, level - interest)


def _base(
    method: Method, month: int, balance: Decimal, base: Decimal, principal: Decimal
) -> Decimal:
    """Return what a month's interest is computed on."""
    if method == "flat":
        return principal
    if method == "anuitas_tahunan" and month % MONTHS:
        return base
    return balance


def _rounded(method: Method, principal: Decimal, periods: Sequence[Period]) -> Iterator[Instalment]:
    balance, base, number = principal, principal, 0
    term = sum(period.months for period in periods)
    for period, remaining in _stretches(periods):
        level = whole(_level(method, balance, period.rate, remaining))
        for month in range(period.months):
            number += 1
            base = _base(method, month, balance, base, principal)
            row = _month(method, level, balance, base, period.rate, rounded=True)
            part = balance if number == term else row.principal
            balance -= part
            yield Instalment(number, part + row.interest, row.interest, part, balance)


def _shown(method: Method, principal: Decimal, periods: Sequence[Period]) -> Iterator[Instalment]:
    balance, base, number, repaid = principal, principal, 0, Decimal(0)
    term = sum(period.months for period in periods)
    for period, remaining in _stretches(periods):
        level = _level(method, balance, period.rate, remaining)
        for month in range(period.months):
            number += 1
            base = _base(method, month, balance, base, principal)
            row = _month(method, level, balance, base, period.rate, rounded=False)
            balance -= row.principal
            interest, part = whole(row.interest), whole(row.principal)
            payment = whole(row.payment)
            if number == term:
                part = principal - repaid
                payment = part + interest
            repaid += part
            left = Decimal(0) if number == term else whole(balance)
            yield Instalment(number, payment, interest, part, left)


@exact
def effective_rate(principal: Decimal, payment: Decimal, months: int) -> Decimal:
    """Return the effective rate, % per year, at which `months` equal payments repay `principal`.

    By bisection to 12 decimals. Raises CalculationError when the payments do not repay the loan.
    """
    if payment * months < principal:
        raise CalculationError("payment", "The instalments do not repay the loan.")
    low, high = Decimal(0), Decimal(10)  # per month
    for _step in range(80):
        middle = (low + high) / 2
        if annuity(principal, middle, months) < payment:
            low = middle
        else:
            high = middle
    return (low * MONTHS * HUNDRED).quantize(Decimal("1e-12"))


@exact
def flat_to_effective(flat_rate: Decimal, months: int) -> Decimal:
    """Return the effective % per year of a flat % per year over `months`."""
    principal = Decimal(10) ** 9
    payment = principal / months + principal * monthly(flat_rate)
    return effective_rate(principal, payment, months)


@exact
def effective_to_flat(rate: Decimal, months: int) -> Decimal:
    """Return the flat % per year that costs the same instalment as an effective % per year."""
    payment = annuity(Decimal(1), monthly(rate), months)
    return (payment - Decimal(1) / months) * MONTHS * HUNDRED


@exact
def affordable_principal(payment: Decimal, rate: Decimal, months: int) -> Decimal:
    """Return the largest whole loan that `payment` rupiah a month repays at % per year."""
    fraction = monthly(rate)
    if fraction == 0:
        return whole(payment * months)
    return whole(payment * (1 - (1 + fraction) ** -months) / fraction)
