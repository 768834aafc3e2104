"""What the decision in force allows: the one thing letters and booking ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from offers.models import Decision
from prospects.models import Milestone, Opportunity


@dataclass(frozen=True)
class DecisionTerms:
    """Whole rupiah, months, percent a year; `fee` is None where the decision names none."""

    number: str
    decided_on: date
    valid_until: date | None
    amount: Decimal
    months: int
    rate: Decimal
    fee: Decimal | None
    collateral: str
    conditions: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the decision may still be used on `day`."""
        return self.valid_until is None or day <= self.valid_until


def decision_of(opportunity: Opportunity) -> Decision | None:
    """Return the decision that carries the application now; None without one.

    It is the one whose number the milestone bears: a decision taken back carries nothing.
    """
    fact = Milestone.objects.filter(opportunity=opportunity, kind=Milestone.Kind.DECISION).first()
    if fact is None:
        return None
    rows = Decision.objects.system("what the bank decided").filter(
        opportunity=opportunity, outcome=Decision.Outcome.APPROVED, number=fact.reference
    )
    return rows.first()


def decision_terms(opportunity: Opportunity) -> DecisionTerms | None:
    """Return what may be promised to the customer; None while nothing is approved."""
    row = decision_of(opportunity)
    if row is None:
        return None
    return DecisionTerms(
        row.number, row.decided_on, row.valid_until, row.amount, row.months, row.rate, row.fee,
        row.collateral, row.conditions,
    )  # fmt: skip
