"""What a simulation is made of: a loan or a deposit, computed once for page, picture and paper."""

import hashlib
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from products.calculators import deposits
from products.calculators.arithmetic import MONTHS
from products.calculators.deposits import Interest
from products.calculators.loans import Instalment, Period, Schedule, Terms, schedule
from products.models import Product, Rate

CODE_LENGTH = 4


@dataclass(frozen=True)
class Year:
    """Twelve months of a schedule, fewer in the last year; whole rupiah."""

    number: int
    months: Sequence[Instalment]

    @property
    def payment(self) -> Decimal:
        """All instalments of the year."""
        return sum((row.payment for row in self.months), Decimal(0))

    @property
    def interest(self) -> Decimal:
        """The interest among them."""
        return sum((row.interest for row in self.months), Decimal(0))

    @property
    def principal(self) -> Decimal:
        """The principal among them."""
        return sum((row.principal for row in self.months), Decimal(0))

    @property
    def balance(self) -> Decimal:
        """What remains after the year."""
        return self.months[-1].balance


@dataclass(frozen=True)
class Loan:
    """A loan as it was asked for. `price` and `down_payment` belong to home loans."""

    product: Product
    principal: Decimal
    periods: tuple[Period, ...]
    offer: Rate | None = None
    price: Decimal | None = None
    down_payment: Decimal | None = None

    @property
    def months(self) -> int:
        """The whole term."""
        return sum(period.months for period in self.periods)

    @cached_property
    def schedule(self) -> Schedule:
        """Every instalment. Raises CalculationError for what the method cannot do."""
        return self.at(self.periods)

    def at(self, periods: Sequence[Period]) -> Schedule:
        """Return the schedule of the same loan under other rates."""
        terms = Terms(carry=self.product.carry)  # type: ignore[arg-type]
        return schedule(self.product.method, self.principal, periods, terms)  # type: ignore[arg-type]

    @property
    def later_payment(self) -> Decimal | None:
        """The first instalment under the second rate; None when one rate lasts all the term."""
        if len(self.periods) == 1:
            return None
        return self.schedule.instalments[self.periods[0].months].payment

    @property
    def years(self) -> list[Year]:
        """The schedule by years of the loan."""
        rows = self.schedule.instalments
        starts = range(0, len(rows), MONTHS)
        return [
            Year(number, rows[start : start + MONTHS]) for number, start in enumerate(starts, 1)
        ]

    @property
    def code(self) -> str:
        """A short mark of question and answer, the same on page, picture and paper."""
        parts = [self.product.code, self.product.method, self.product.carry, self.principal]
        parts += [f"{period.rate.normalize():f}x{period.months}" for period in self.periods]
        return _mark([*parts, self.price, self.schedule.total_paid])


@dataclass(frozen=True)
class Deposit:
    """One term of a deposit placed on `starts_on`. `other` is what the customer holds besides."""

    product: Product
    principal: Decimal
    rate: Decimal
    basis: str
    starts_on: date
    days: int
    other: Decimal = Decimal(0)
    offer: Rate | None = None

    @property
    def ends_on(self) -> date:
        """The day the money is paid back."""
        return self.starts_on + timedelta(days=self.days)

    @cached_property
    def interest(self) -> Interest:
        """Gross, tax and net of the term. Raises CalculationError."""
        return deposits.interest(
            self.principal,
            self.rate,
            self.days,
            basis=self.basis,  # type: ignore[arg-type]
            is_leap_year=isleap(self.starts_on.year),
            taxable_balance=self.principal + self.other,
        )

    @property
    def code(self) -> str:
        """A short mark of question and answer, the same on page, picture and paper."""
        parts = [self.product.code, self.principal, f"{self.rate.normalize():f}", self.basis]
        return _mark([*parts, self.starts_on, self.days, self.other, self.interest.net])


def _mark(parts: Sequence[object]) -> str:
    text = "|".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LENGTH].upper()
