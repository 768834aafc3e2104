"""A simulation as data for programs: terms and figures as plain texts that can be kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from products.models import Rate
from products.savings import Savings, Simulated
from products.simulation import Deposit, Loan


def _plain(amount: Decimal | None) -> str:
    """Return a number as a text without exponent; empty for none."""
    return "" if amount is None else f"{amount:f}"


def _rate_text(percent: Decimal | None) -> str:
    """Return percent without empty decimals; empty for none."""
    return "" if percent is None else f"{percent.normalize():f}"


def terms_of(answer: Simulated) -> dict[str, Any]:
    """Return terms and figures: rupiah and percent as plain texts, days as ISO dates."""
    common = {"rate": _rate(answer.offer), "starts_on": answer.starts_on.isoformat(),
              "principal": _plain(answer.principal)}  # fmt: skip
    if isinstance(answer, Loan):
        return common | _loan(answer)
    more = _savings(answer) if isinstance(answer, Savings) else _deposit(answer)
    return common | _held(answer) | more


def _rate(offer: Rate | None) -> dict[str, str]:
    """Return which of the bank's rates spoke on that day."""
    if offer is None:
        return {}
    return {
        "id": offer.public_id,
        "since": offer.valid_from.isoformat(),
        "rate": _plain(offer.rate),
    }


def _loan(loan: Loan) -> dict[str, Any]:
    contract, plan = loan.settings.contract, loan.schedule
    return {
        "kind": "loan",
        "method": loan.product.method,
        "carry": loan.product.carry,
        "periods": [[_plain(one.rate), one.months] for one in loan.periods],
        "months": loan.months,
        "price": _plain(loan.price),
        "down_payment": _plain(loan.down_payment),
        "rounding": [loan.terms.step, loan.terms.direction],
        "grace_months": loan.terms.grace_months,
        "disbursed_on": loan.paid_on.isoformat(),
        "first_due_on": loan.first_due_on.isoformat(),
        "early_penalty": _plain(Decimal(contract.early_penalty)) if contract else "",
        "is_new_home": loan.bought.is_new,
        "handover_on": loan.bought.handover.isoformat() if loan.bought.handover else "",
        "has_used_relief": loan.bought.has_used_relief,
        "costs": [[line.row.code, _plain(line.amount)] for line in loan.costs],
        "value_limit": _rate_text(loan.ceiling.percent),
        "limited_by": loan.ceiling.decider or "",
        "payment": _plain(loan.regular_payment),
        "later_payment": _plain(loan.later_payment),
        "total_interest": _plain(plan.total_interest),
        "total_paid": _plain(plan.total_paid),
        "total_cost": _plain(loan.total_cost),
        "cash": _plain(loan.cash),
    }


def _deposit(deposit: Deposit) -> dict[str, Any]:
    interest = deposit.interest
    return {
        "kind": "deposit",
        "interest_rate": _plain(deposit.rate),
        "basis": deposit.basis,
        "days": deposit.days,
        "ends_on": deposit.ends_on.isoformat(),
        "roll": deposit.roll,
        "gross": _plain(interest.gross),
        "tax": _plain(interest.tax),
        "net": _plain(interest.net),
        "maturity_value": _plain(interest.maturity_value),
    }


def _savings(account: Savings) -> dict[str, Any]:
    """Money that is only kept may be taken out on any day; of a plan the contract speaks."""
    free = {} if account.is_plan else {"forfeits_interest": False, "early_penalty": ""}
    return free | {
        "kind": "savings",
        "amount": _plain(account.amount),
        "is_plan": account.is_plan,
        "interest_rate": _plain(account.rate),
        "months": account.months,
        "ends_on": account.ends_on.isoformat(),
        "gross": _plain(account.gross),
        "tax": _plain(account.tax),
        "net": _plain(account.net),
        "value": _plain(account.value),
    }


def _held(answer: Deposit | Savings) -> dict[str, Any]:
    """Return what an early end costs, and up to what the LPS guarantees."""
    contract, guarantee = answer.settings.contract, answer.settings.guarantee
    return {
        "forfeits_interest": contract.forfeits_interest if contract else True,
        "early_penalty": _plain(Decimal(contract.early_penalty)) if contract else "",
        "guarantee_rate": _plain(guarantee.rate) if guarantee else "",
        "guarantee_amount": _plain(guarantee.max_amount) if guarantee else "",
    }
