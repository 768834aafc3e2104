"""Booked loans whose rate will change: when the fixed years end, and what an instalment is then.

How long a rate is fixed is what the SPPK said that the customer accepted; where only a decision
promised the loan, it is the bank's own rate of the day of the akad for this amount and term. It is
counted from the first confirmed disbursement, before that from the akad. What comes after is
reckoned at the reference the product has today (*bunga mengambang*), with the day it dates from; a
product without one answers that it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from offers.models import Booking, Letter, LetterKind
from org.models import BankSettings, User
from products.calculators.arithmetic import CalculationError
from products.calculators.due_days import months_later
from products.calculators.loans import Instalment, Period
from products.models import ContractTerms, Rate
from products.simulation import DaySettings, Loan
from prospects.models import Disbursement, Opportunity

REASON = "terms of a booking in reach"
LIVE = Q(opportunity__archived_at=None, opportunity__prospect__archived_at=None,
         opportunity__prospect__restricted_at=None)  # fmt: skip


class MonthsLater(Func):
    """A day some months later, on the last day of a shorter month."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = DateField()


class Months(Func):
    """A number of months as a span."""

    template = "make_interval(months => %(expressions)s)"


def _fixed_months() -> Case:
    """Return how long the rate is fixed: by the accepted SPPK, else by the rate of the akad."""
    letters = Letter.objects.system(REASON).filter(
        kind=LetterKind.SPPK, opportunity=OuterRef("opportunity"), number=OuterRef("promised")
    )
    signed: Any = OuterRef("signed_on")
    rates = _of_the_loan(Rate.objects.on(signed))
    return Case(
        When(Exists(letters), then=Subquery(letters.values("fixed_months")[:1])),
        default=Subquery(rates.values("fixed_months")[:1]),
    )


def _of_the_loan(rates: Any) -> Any:
    """Keep the tiers for amount, term and segment of the booking, the closest first."""
    loan: dict[str, Any] = {
        name: OuterRef(name) for name in ("amount", "months")
    } | {"segment": OuterRef("opportunity__product__segment")}  # fmt: skip
    return rates.filter(product=OuterRef("opportunity__product")).fitting(**loan).closest_first()


def known(rows: QuerySet[Booking], today: date) -> QuerySet[Any]:
    """Keep live loans whose rate is fixed for a part of the term, with the days that count.

    Each has `starts_on`, `fixed_months`, `resets_on`; of the rates of `today` it has
    `floating_rate` and `floating_from`, both None where none is known.
    """
    first = Disbursement.objects.system(REASON).confirmed().filter(
        opportunity=OuterRef("opportunity")
    )  # fmt: skip
    now = _of_the_loan(Rate.objects.on(today))
    terms = ContractTerms.objects.filter(product=OuterRef("opportunity__product"))
    signed: Any = OuterRef("signed_on")
    return (
        rows.filter(LIVE).exclude(opportunity__status=Opportunity.Status.LOST)
        .annotate(promised=KeyTextTransform("number", "promise"))
        .annotate(
            starts_on=Coalesce(
                Subquery(first.order_by("disbursed_on").values("disbursed_on")[:1]), F("signed_on")
            ),
            fixed_months=_fixed_months(),
            floating_rate=Subquery(now.values("floating_rate")[:1]),
            floating_from=Subquery(now.values("valid_from")[:1]),
            terms_id=Subquery(terms.on(signed).values("pk")[:1]),
        )
        .annotate(resets_on=MonthsLater(F("starts_on"), Months(F("fixed_months"))))
        .filter(fixed_months__gt=0, fixed_months__lt=F("months"))
    )  # fmt: skip


def ahead(user: User, today: date, *, is_mine: bool = False) -> QuerySet[Any]:
    """Return the loans in reach whose rate changes within the months the bank sets."""
    last = months_later(today, BankSettings.current().reset_months)
    rows = Booking.objects.visible_to(user)
    if is_mine:
        rows = rows.filter(owner=user)
    return known(rows, today).filter(resets_on__range=(today, last))


@dataclass(frozen=True)
class Change:
    """What changes: rupiah a month now and then, principal left then; None: not known."""

    resets_on: date
    now: Decimal | None = None
    later: Decimal | None = None
    left: Decimal | None = None
    rate: Decimal | None = None  # the reference, % per year, and since when it holds
    rate_from: date | None = None

    @property
    def more(self) -> Decimal | None:
        """How much more an instalment is; below zero it is less."""
        if self.now is None or self.later is None:
            return None
        return self.later - self.now


def changes(rows: Iterable[Any], today: date) -> list[tuple[Any, Change]]:
    """Return each loan of `known` with what changes, in one query for all."""
    rows = list(rows)
    contracts = ContractTerms.objects.in_bulk({row.terms_id for row in rows if row.terms_id})
    return [(row, _change(row, contracts.get(row.terms_id), today)) for row in rows]


def _change(row: Any, contract: ContractTerms | None, today: date) -> Change:
    """Reckon by the product's own calculator. What it cannot count stays unknown."""
    fixed, rate = row.fixed_months, row.floating_rate
    periods = [Period(row.rate, fixed), Period(rate or row.rate, row.months - fixed)]
    loan = Loan(row.opportunity.product, row.amount, tuple(periods), row.starts_on,
                settings=DaySettings(contract))  # fmt: skip
    try:
        plan = loan.schedule.instalments
    except CalculationError:
        return Change(row.resets_on, row.instalment, rate=rate, rate_from=_since(row))
    return Change(
        row.resets_on, _paid_now(row, loan, today), plan[fixed].payment if rate else None,
        plan[fixed - 1].balance, rate, _since(row),
    )  # fmt: skip


def _since(row: Any) -> date | None:
    since: date | None = row.floating_from
    return since if row.floating_rate is not None else None


def _paid_now(row: Any, loan: Loan, today: date) -> Decimal:
    """Return the instalment that was signed; of falling ones the next that is due."""
    if row.instalment is not None and loan.product.method != "menurun":
        signed: Decimal = row.instalment
        return signed
    plan: list[Instalment] = list(loan.schedule.instalments[: row.fixed_months])
    due = [one for one in plan if loan.due_on(one.number) >= today]
    return (due or plan[-1:])[0].payment
