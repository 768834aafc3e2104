"""The financial picture of some demo customers, entered as their officer would."""

from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from org.models import User
from products.types import Kind
from prospects.finance.reading import Subject
from prospects.finance.records import add_row, propose
from prospects.models import Collateral, Facility, FinanceLine, Opportunity, Prospect
from reports.demo.plots import MILLION

ONE_IN = 4
LENDERS = ("Bank Sentosa Raya", "Bank Nusantara Jaya", "Koperasi Mitra Maju")


def tell_finances(deal: Opportunity, *, by: User, at: datetime) -> None:
    """Enter salary, household, a running credit, savings, collateral and proposal of one in four.

    The dice are the deal's own, so that the other stories stay what they are.
    """
    random = Random(f"finances of {deal.prospect.number}")
    is_person = deal.prospect.kind == Prospect.Kind.PERSON
    if deal.product.type.kind != Kind.CREDIT or not is_person or random.randrange(ONE_IN):
        return
    subject = Subject(deal.prospect, deal)

    def add(model: Any, **values: Any) -> None:
        add_row(model, subject, values, actor=by, now=at)

    salary = Decimal(random.randrange(6, 28) * MILLION)
    add(FinanceLine, section="income", kind="salary", amount=salary, evidence="pay_slip",
        is_payroll=random.random() < 0.3)  # fmt: skip
    if random.random() < 0.5:
        second = Decimal(random.randrange(4, 12) * MILLION)
        add(FinanceLine, section="income", kind="salary", whose="spouse", amount=second,
            evidence="bank_statement")  # fmt: skip
    add(FinanceLine, section="expense", kind="household", amount=salary * 3 // 10)
    add(FinanceLine, section="asset", kind="savings", evidence="bank_statement",
        amount=Decimal(random.randrange(5, 90) * MILLION))  # fmt: skip
    if random.random() < 0.6:
        add(Facility, lender=random.choice(LENDERS), kind="vehicle",
            outstanding=Decimal(random.randrange(10, 80) * MILLION),
            instalment=Decimal(random.randrange(9, 30) * 100_000), collectibility=1)  # fmt: skip
    _secure(add, deal, random)
    if deal.product.family == "kpr":
        values = {"months": random.choice((120, 180, 240)), "rate": None,
                  "price": deal.amount * 5 // 4, "purpose": "Membeli rumah tinggal"}  # fmt: skip
        if random.random() < 0.7:  # the others are still to be asked
            values |= {"floor": Decimal(45), "is_later": random.random() < 0.2}
        propose(subject, values, version=0, actor=by, now=at)


def _secure(add: Any, deal: Opportunity, random: Random) -> None:
    """Pledge the house that is bought."""
    if deal.product.family != "kpr":
        return
    value = deal.amount * random.randrange(115, 140) // 100
    add(Collateral, kind="house", description="Rumah tinggal, tipe 45/90", market_value=value,
        liquidation_value=value * 7 // 10, binding="mortgage")  # fmt: skip
