"""A product simulated by the sheet of a day, for the command line and programs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from products.calculators.due_days import months_later
from products.ladders import ANY_VEHICLE, Bought
from products.models import Product, Rate
from products.models.settings import CostCode
from products.rates import periods_of, rate_for
from products.savings import Savings, Simulated, is_plan
from products.simulation import Deposit, Loan, Means, settings_of

DEPOSIT = "deposit"


class NotOfferedError(Exception):
    """The catalogue cannot answer; the text is one sentence in English."""


@dataclass(frozen=True)
class Question:
    """What is asked of a product: rupiah, months or days, for whom, and what is bought."""

    principal: Decimal
    months: int | None = None
    days: int | None = None
    segment: str = ""
    is_payroll: bool = False
    price: Decimal | None = None
    appraisal: Decimal | None = None
    bought: Bought = field(default_factory=Bought)


def find(code: str) -> Product:
    """Return the product; raises NotOfferedError."""
    product = Product.objects.filter(code=code).first()
    if product is None:
        known = ", ".join(Product.objects.values_list("code", flat=True)) or "none"
        raise NotOfferedError(f"There is no product {code!r}. Products: {known}.")
    return product


def simulated(product: Product, as_of: date, asked: Question) -> Simulated:
    """Return the loan, deposit or savings by the sheet, terms and costs of that day.

    Raises NotOfferedError for what the product does not offer, CalculationError for what cannot be.
    """
    months = _months(product, asked)
    _check(product, asked.principal, months)
    rate = rate_for(
        product, as_of, asked.principal, months, asked.segment, is_payroll=asked.is_payroll
    )
    if rate is None:
        text = "{} has no rate for this amount and term on {}."
        raise NotOfferedError(text.format(product.code, as_of.isoformat()))
    if not product.is_deposit:
        return _loan(product, as_of, asked, months, rate)
    if product.family == DEPOSIT:
        return _deposit(product, as_of, asked, rate)
    return Savings(product, asked.principal, rate.rate, as_of, months, is_plan(product),
                   offer=rate, settings=settings_of(product, as_of))  # fmt: skip


def _months(product: Product, asked: Question) -> int:
    if asked.months is not None:
        if asked.months < 1:
            raise NotOfferedError("--months must be at least 1.")
        return asked.months
    if asked.days is None or product.family != DEPOSIT:
        raise NotOfferedError("--months is missing.")
    return max(asked.days // 30, 1)


def _check(product: Product, principal: Decimal, months: int) -> None:
    for value, low, high, what in (
        (principal, product.min_amount, product.max_amount, "amounts"),
        (months, product.min_months, product.max_months, "months"),
    ):
        if (low is not None and value < low) or (high is not None and value > high):
            raise NotOfferedError(f"{product.code} takes {what} from {low} to {high}, not {value}.")


def _loan(product: Product, day: date, asked: Question, months: int, rate: Rate) -> Loan:
    price, paid = asked.price, None
    if price is not None:
        paid = price - asked.principal
    return Loan(
        product, asked.principal, periods_of(rate, months), day, rate, price, paid,
        means=Means(appraisal=asked.appraisal), settings=settings_of(product, day),
        bought=_bought(product, asked),
    )  # fmt: skip


def _bought(product: Product, asked: Question) -> Bought:
    """Return what is bought; a home of the family's common kind and a first facility by itself."""
    family, bought = product.type, asked.bought
    if asked.price is None:
        return Bought()
    if family.purchase is None:
        raise NotOfferedError(f"{product.code} has no --price.")
    if asked.price < asked.principal:
        raise NotOfferedError("--price must not be below --principal.")
    kinds = bought.kinds or family.homes[:1]
    vehicles = bought.vehicles or (ANY_VEHICLE if family.is_vehicle else ())
    if not set(kinds) <= set(family.homes):
        raise NotOfferedError(f"{product.code} has no --property {kinds[0]}.")
    if bool(vehicles) != family.is_vehicle:
        raise NotOfferedError(f"{product.code} has no --vehicle.")
    if bought.is_new and CostCode.VAT not in family.costs:
        raise NotOfferedError(f"{product.code} has no PPN.")
    return replace(bought, kinds=kinds, vehicles=vehicles)


def _deposit(product: Product, day: date, asked: Question, rate: Rate) -> Deposit:
    days = asked.days
    if days is None:
        ends_on = months_later(day, asked.months or 1)
        days = (ends_on - day) // timedelta(days=1)
    return Deposit(
        product, asked.principal, rate.rate, product.deposit_basis, day, days,
        offer=rate, months=asked.months, settings=settings_of(product, day),
    )  # fmt: skip
