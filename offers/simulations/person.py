"""What is known of the person a simulation is for: his means, and what he has asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.money import format_rupiah
from org.access.permissions import Permission as P
from org.models import User
from products.models import Limit, Product
from products.models.settings import LimitCode
from products.ratios import ratios_of
from products.simulation import Means, Person
from prospects.finance import reading
from prospects.finance.answer import method_words
from prospects.finance.figures import Capacity, Picture, capacities
from prospects.finance.reading import Subject
from prospects.models import Opportunity, Prospect

NOBODY = Person(Means())


def asked_opportunity(prospect: Prospect, product: Product, user: User) -> Opportunity | None:
    """Return the newest open opportunity of this product that `user` reaches, with its proposal."""
    rows = Opportunity.objects.visible_to(user).open().filter(prospect=prospect, product=product)
    found: Opportunity | None = reading.with_proposal(rows).order_by("-created_at", "-pk").first()
    return found


def asked_answers(row: Opportunity | None) -> dict[str, str]:
    """Return what the opportunity says of amount, price and term, as it would be typed."""
    if row is None or not row.amount:
        return {}
    proposed = getattr(row, "proposed", None) or {}
    typed: dict[str, str] = {}
    if proposed.get("months"):
        typed |= {"term": str(proposed["months"]), "unit": "months"}
    if row.product.type.purchase is None:
        return typed | {"amount": _typed(row.amount)}
    price = Decimal(str(proposed.get("price") or row.amount * 5 // 4))
    paid = max(price - row.amount, Decimal(0))
    typed |= reading.bought_answers(reading.bought_of(row))
    return typed | {"price": _typed(price), "down_payment": _typed(paid)}


def _typed(amount: Decimal) -> str:
    return format_rupiah(amount).removeprefix("Rp")


def person_of(
    prospect: Prospect, product: Product, row: Opportunity | None, *, user: User, today: date
) -> Person:
    """Return means and deciding limit from the financial picture; nobody's where it is empty.

    Whoever may not read the picture simulates without it.
    """
    if product.is_deposit or not user.may(P.FINANCE_VIEW):
        return NOBODY
    picture = reading.picture_of(Subject(prospect).prospect)
    if not (picture.income or picture.businesses):
        return NOBODY
    deciding = capacities(picture, ratios_of(Limit.in_force(product, today)))[0]
    ratio = deciding.ratio
    method = "rest" if ratio.code == LimitCode.BUSINESS else ratio.method
    limit = Limit(code=LimitCode.DEBT_RATIO, percent=ratio.percent, method=method)
    return Person(_means(picture, deciding, row), limit, picture.is_payroll)


def _means(picture: Picture, deciding: Capacity, row: Opportunity | None) -> Means:
    """Return the means in the terms of the simulator.

    A business's room is what it leaves after costs, household and instalments: income before the
    instalments, which the method `rest` takes off again.
    """
    income = picture.net_income
    if deciding.ratio.code == LimitCode.BUSINESS:
        income = deciding.base + picture.existing
    appraisal = getattr(row, "appraisal", None) if row is not None else None
    return Means(income, picture.existing, appraisal or None, method_words(deciding))
