"""What the customer was promised, and how the booking differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from offers.decisions.terms import decision_terms
from products.calculators.arithmetic import CalculationError
from products.calculators.loans import Period
from products.models import Product
from products.simulation import DaySettings, Loan
from prospects.models import Opportunity

FIELDS = ("amount", "months", "rate", "fee", "instalment", "date")


@dataclass(frozen=True)
class Terms:
    """Amount, term, rate, fee, instalment and the day: of a promise the last day it holds, of a
    booking the day of the akad. None where it is not said."""

    amount: Decimal
    months: int
    rate: Decimal
    fee: Decimal | None = None
    instalment: Decimal | None = None
    date: date | None = None


@dataclass(frozen=True)
class Promise:
    """Terms with the paper they stand in."""

    number: str
    terms: Terms

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside the booking."""
        return {"number": self.number, **{name: text_of(getattr(self.terms, name))
                                          for name in FIELDS}}  # fmt: skip


def text_of(value: Any) -> str | None:
    """Return a value as plain text: digits, ISO day; None stays None."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)


def instalment_of(
    product: Product, amount: Decimal, months: int, rate: Decimal, day: date
) -> Decimal | None:
    """Return the regular instalment of one rate over the whole term, by the product's contract
    terms on `day`; None where the method cannot count it."""
    contract = product.terms.on(day).first()
    loan = Loan(product, amount, (Period(rate, months),), day, settings=DaySettings(contract))
    try:
        return loan.regular_payment
    except CalculationError:
        return None


def promise_of(opportunity: Opportunity, day: date) -> Promise | None:
    """Return the last promise: what the decision in force says; None without one."""
    terms = decision_terms(opportunity)
    if terms is None:
        return None
    instalment = instalment_of(opportunity.product, terms.amount, terms.months, terms.rate, day)
    return Promise(
        terms.number,
        Terms(terms.amount, terms.months, terms.rate, terms.fee, instalment, terms.valid_until),
    )


def differences(promise: Promise | None, booked: Terms) -> dict[str, list[str | None]]:
    """Return code -> [promised, booked] of all that differs, as plain texts.

    What one side leaves open is not compared; the day differs when the akad came after the last
    day of the promise.
    """
    if promise is None:
        return {}
    found = {}
    for name in FIELDS:
        said, done = getattr(promise.terms, name), getattr(booked, name)
        if said is None or done is None:
            continue
        if done > said if name == "date" else done != said:
            found[name] = [text_of(said), text_of(done)]
    return found
