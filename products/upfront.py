"""What is paid at the start of a loan as one table, with the rules of the region of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from products.ladders import Bought
from products.models import Product
from products.places import regional
from products.rates import periods_of, rate_for
from products.simulation import CostLine, Loan, settings_of


@dataclass(frozen=True)
class Purchase:
    """A house or vehicle and the loan for it: rupiah, months, region code."""

    principal: Decimal
    months: int
    price: Decimal | None = None
    tax_value: Decimal | None = None  # NJOP
    region: str = ""
    bought: Bought = field(default_factory=Bought)


def loan_for(product: Product, bought: Purchase, day: date) -> Loan | None:
    """Return the loan by the sheet, costs and terms of the day; None where no rate holds it."""
    rate = rate_for(product, day, bought.principal, bought.months)
    if rate is None:
        return None
    paid = bought.price - bought.principal if bought.price is not None else None
    return Loan(
        product, bought.principal, periods_of(rate, bought.months), day, rate, bought.price, paid,
        bought.tax_value, settings=regional(settings_of(product, day), bought.region, day),
        bought=bought.bought,
    )  # fmt: skip


def upfront_costs(product: Product, bought: Purchase, day: date) -> list[CostLine]:
    """Return the lines that cost something, in the order of the bank's table; [] without a rate."""
    loan = loan_for(product, bought, day)
    return loan.costs if loan is not None else []
