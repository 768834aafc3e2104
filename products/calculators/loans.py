"""Loan schedules: annuity, yearly annuity, flat, declining; fixed, then floating.

Rounding follows the contract by default (`carry="rounded"`): instalment and interest are rounded
half-up, the principal part is their difference, the next row starts from the rounded balance, and
the last instalment carries the remainder, so the principal parts add up to the loan exactly.
`carry="exact"` keeps the balance unrounded and rounds each figure only where it is shown, as
spreadsheets do. What else a contract settles is in `Terms`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from products.calculators.arithmetic import (
    HUNDRED,
    MONTHS,
    CalculationError,
    annuity,
    exact,
    is_rate,
    monthly,
    round_to,
    whole,
)

Method = Literal["anuitas", "anuitas_tahunan", "flat", "menurun"]
Carry = Literal["rounded", "exact"]
Direction = Literal["half_up", "up"]
METHODS: tuple[Method, ...] = ("anuitas", "anuitas_tahunan", "flat", "menurun")
STEPS = (1, 100, 1000)
MAX_PRINCIPAL = Decimal(10) ** 15
MAX_MONTHS = 480
MAX_FIRST_DAYS = 92
PER_YEAR = HUNDRED * MONTHS  # % per year to a fraction per month
ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class Period:
    """A stretch of the term with one rate: `rate` % per year for `months` months."""

    rate: Decimal
    months: int


@dataclass(frozen=True)
class Terms:
    """How a contract counts; the defaults are those of most published tables.

    `step` and `direction`: the equal instalment (for declining loans the equal principal part)
    is rounded to multiples of 1, 100 or 1,000 rupiah, half-up or up. `grace_months` at the start
    pay interest only. `first_days`: the days from disbursement to the first due day, where the
    first interest is counted by days of `year_days` instead of as a full month.
    """

    carry: Carry = "rounded"
    step: int = 1
    direction: Direction = "half_up"
    grace_months: int = 0
    first_days: int | None = None
    year_days: int = 365

    @property
    def is_plain(self) -> bool:
        """Whether instalments are whole rupiah, half-up."""
        return self.step == 1 and self.direction == "half_up"


PLAIN = Terms()


class Instalment(NamedTuple):
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


def _check(method: str, principal: Decimal, periods: Sequence[Period], terms: Terms) -> None:
    """Refuse what is no loan."""
    if method not in METHODS:
        raise CalculationError("method", f"Method must be one of {', '.join(METHODS)}.")
    if not 0 < principal < MAX_PRINCIPAL or principal != whole(principal):
        raise CalculationError("principal", "Principal must be whole rupiah above zero.")
    if any(period.months < 1 for period in periods):
        raise CalculationError("months", "Each period must last at least one month.")
    if sum(period.months for period in periods) > MAX_MONTHS:
        raise CalculationError("months", f"The term must not be longer than {MAX_MONTHS} months.")
    if not all(is_rate(period.rate) for period in periods):
        raise CalculationError("rate", "Each rate must be from 0 to 100 % per year.")
    if method == "flat" and len(periods) > 1:
        raise CalculationError("then", "A flat loan has one rate for its whole term.")
    _check_terms(method, periods, terms)


def _check_terms(method: str, periods: Sequence[Period], terms: Terms) -> None:
    """Refuse what no contract settles."""
    if terms.carry not in {"rounded", "exact"}:
        raise CalculationError("carry", "Carry must be rounded or exact.")
    if terms.step not in STEPS or terms.direction not in {"half_up", "up"}:
        raise CalculationError("rounding", "Round to 1, 100 or 1000 rupiah, half_up or up.")
    if terms.carry == "exact" and not terms.is_plain:
        raise CalculationError("rounding", "Exact balances know no rounded instalment.")
    if not 0 <= terms.grace_months < sum(period.months for period in periods):
        raise CalculationError("grace", "The grace period must end before the loan.")
    if terms.first_days is not None and not 0 <= terms.first_days <= MAX_FIRST_DAYS:
        raise CalculationError("first_days", f"From 0 to {MAX_FIRST_DAYS} days.")
    whole_years = [*(period.months for period in periods), terms.grace_months]
    if method == "anuitas_tahunan" and any(months % MONTHS for months in whole_years):
        raise CalculationError("years", "A yearly annuity needs periods of whole years.")


@exact
def schedule(
    method: Method, principal: Decimal, periods: Sequence[Period], terms: Terms = PLAIN
) -> Schedule:
    """Return the schedule of a loan of `principal` rupiah.

    The first instalment is computed over the whole term; each later period re-amortises the
    remaining balance over the remaining months. Raises CalculationError.
    """
    _check(method, principal, periods, terms)
    rows = _rounded if terms.carry == "rounded" else _shown
    return Schedule(principal, tuple(rows(method, principal, periods, terms)))


class _Stretch(NamedTuple):
    """Months under one rate; `left` months repay the balance at its start, 0 for interest only."""

    first: int
    months: int
    rate: Decimal
    left: int


def _stretches(periods: Sequence[Period], grace: int) -> Iterator[_Stretch]:
    """Yield the stretches in order, split where the grace ends."""
    term, start = sum(period.months for period in periods), 0
    for period in periods:
        end = start + period.months
        free = min(max(grace - start, 0), period.months)
        if free:
            yield _Stretch(start + 1, free, period.rate, 0)
        if free < period.months:
            yield _Stretch(start + free + 1, period.months - free, period.rate, term - start - free)
        start = end


def _level(method: Method, balance: Decimal, rate: Decimal, months: int) -> Decimal:
    """Return the equal payment (annuities) or equal principal part (flat, declining), unrounded."""
    if method == "anuitas":
        return annuity(balance, monthly(rate), months)
    if method == "anuitas_tahunan":
        return annuity(balance, rate / HUNDRED, months // MONTHS) / MONTHS
    return balance / months


def _rounded_level(
    method: Method, balance: Decimal, stretch: _Stretch, terms: Terms
) -> tuple[Decimal, bool]:
    """Return the rounded level and whether it is the instalment (else the principal part)."""
    level = _level(method, balance, stretch.rate, stretch.left)
    if method == "flat":
        interest = whole(balance * stretch.rate / PER_YEAR)
        part = round_to(level, 1, terms.direction)
        return round_to(part + interest, terms.step, terms.direction) - interest, False
    return round_to(level, terms.step, terms.direction), method != "menurun"


def _first_interest(base: Decimal, rate: Decimal, terms: Terms) -> Decimal:
    """Return the interest of the first period by its days, unrounded."""
    return base * rate * (terms.first_days or 0) / HUNDRED / terms.year_days


def _rounded(
    method: Method, principal: Decimal, periods: Sequence[Period], terms: Terms
) -> Iterator[Instalment]:
    balance = base = principal
    term, is_fixed = sum(period.months for period in periods), method == "flat"
    follows = method in {"anuitas", "menurun"}
    for stretch in _stretches(periods, terms.grace_months):
        first, months, rate, left = stretch
        level, is_payment = (
            _rounded_level(method, balance, stretch, terms) if left else (ZERO, False)
        )
        for number in range(first, first + months):
            if follows or not (is_fixed or (number - first) % MONTHS):
                base = balance
            # Multiplied before it is divided: half a rupiah stays half a rupiah.
            interest = (base * rate / PER_YEAR).quantize(ONE, ROUND_HALF_UP)
            part = level - interest if is_payment else level
            if number == 1 and terms.first_days is not None:
                interest = whole(_first_interest(base, rate, terms))
            if number == term or part > balance:
                part = balance
            elif part < 0:
                raise CalculationError("rounding", "The rounded instalment is below the interest.")
            balance -= part
            yield Instalment(number, part + interest, interest, part, balance)


def _shown(
    method: Method, principal: Decimal, periods: Sequence[Period], terms: Terms
) -> Iterator[Instalment]:
    balance = base = principal
    repaid, term = ZERO, sum(period.months for period in periods)
    for first, months, rate, left in _stretches(periods, terms.grace_months):
        level = _level(method, balance, rate, left) if left else ZERO
        for number in range(first, first + months):
            if method in {"anuitas", "menurun"} or (
                method == "anuitas_tahunan" and (number - first) % MONTHS == 0
            ):
                base = balance
            exact_interest = base * rate / PER_YEAR
            is_payment = left and method not in {"flat", "menurun"}
            exact_part = level - exact_interest if is_payment else level
            if number == 1 and terms.first_days is not None:
                exact_interest = _first_interest(base, rate, terms)
            balance -= exact_part
            is_last = number == term
            interest = whole(exact_interest)
            part = principal - repaid if is_last else whole(exact_part)
            payment = part + interest if is_last else whole(exact_part + exact_interest)
            repaid += part
            yield Instalment(number, payment, interest, part, ZERO if is_last else whole(balance))


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
