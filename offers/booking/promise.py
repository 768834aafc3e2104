"""What the customer was promised, and how the booking differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from offers.decisions.terms import decision_terms
from offers.models import AcceptedTerms, Letter
from products.calculators.arithmetic import CalculationError
from products.calculators.loans import Period
from products.models import Product
from products.simulation import DaySettings, Loan
from prospects.models import Milestone, Opportunity

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
    """Terms with the paper they stand in; `accepted_on` is None for a decision."""

    number: str
    terms: Terms
    accepted_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside the booking."""
        return {"number": self.number, "accepted_on": text_of(self.accepted_on),
                **{name: text_of(getattr(self.terms, name)) for name in FIELDS}}  # fmt: skip


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


def accepted_letter(opportunity: Opportunity) -> AcceptedTerms | None:
    """Return the terms of the SPPK the customer accepted last; None without one.

    It is the one whose number the milestone bears: an acceptance taken back promises nothing.
    """
    fact = Milestone.objects.filter(opportunity=opportunity, kind=Milestone.Kind.SPPK).first()
    if fact is None:
        return None
    rows = Letter.objects.system("what the customer accepted").sppk_of(opportunity)
    row = rows.defer("pdf").filter(number=fact.reference).first()
    return row.accepted_terms if row else None


def promise_of(opportunity: Opportunity, day: date) -> Promise | None:
    """Return the last promise: the letter the customer accepted, as it was frozen; else what the
    decision in force says; None without either."""
    told = accepted_letter(opportunity)
    if told is not None:
        agreed = Terms(told.amount, told.months, told.rate, told.fee, told.instalment,
                       told.valid_until)  # fmt: skip
        return Promise(told.number, agreed, told.accepted_on)
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
