"""What the simulation of a savings product is made of, computed once for page and picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from products.calculators.arithmetic import MONTHS
from products.calculators.due_days import months_later
from products.calculators.savings import Credit, credited
from products.models import Product, Rate
from products.simulation import DaySettings, Deposit, Loan, mark


def is_plan(product: Product) -> bool:
    """Tell whether a savings product is paid into every month."""
    return "savings_plan" in product.type.calculators


@dataclass(frozen=True)
class Savings:
    """An account from `starts_on` for so many months at the rate of today (% per year).

    `amount` is paid in every month where `is_plan`, else it is the balance that is kept; interest
    is left in the account. `other` is what the customer holds besides. Rupiah.
    """

    product: Product
    amount: Decimal
    rate: Decimal
    starts_on: date
    months: int
    is_plan: bool
    other: Decimal = Decimal(0)
    offer: Rate | None = None
    settings: DaySettings = field(default_factory=DaySettings)

    @cached_property
    def credits(self) -> list[Credit]:
        """The months in a row. Raises CalculationError."""
        opening, monthly = (Decimal(0), self.amount) if self.is_plan else (self.amount, Decimal(0))
        days = [months_later(self.starts_on, number) for number in range(self.months + 1)]
        return list(credited(opening, monthly, self.rate, days, other=self.other))

    @property
    def principal(self) -> Decimal:
        """All that was paid in."""
        return self.amount * self.months if self.is_plan else self.amount

    @property
    def gross(self) -> Decimal:
        """All interest before tax."""
        return sum((one.interest.gross for one in self.credits), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """All tax."""
        return sum((one.interest.tax for one in self.credits), Decimal(0))

    @property
    def net(self) -> Decimal:
        """All interest after tax."""
        return self.gross - self.tax

    @property
    def value(self) -> Decimal:
        """What stands in the account at the end."""
        return self.credits[-1].balance

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.credits[-1].ends_on

    @property
    def years(self) -> list[Sequence[Credit]]:
        """The months by years of the account."""
        return [self.credits[start : start + MONTHS] for start in range(0, self.months, MONTHS)]

    @property
    def code(self) -> str:
        """A short mark of question and answer, the same on page, picture and paper."""
        return mark([self.product.code, self.amount, f"{self.rate.normalize():f}", self.starts_on,
                     self.months, self.is_plan, self.other, self.value])  # fmt: skip


Simulated = Loan | Deposit | Savings
