"""A simulation as data: its terms and figures for programs, and what the page said for people."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from core.charts import Column
from products import answers
from products.answers import Result
from products.answers.common import Panel, draw_charts
from products.models import Rate
from products.simulation import Deposit, Loan, Means

DRAWN = ("wide_chart", "narrow_chart", "columns", "panels", "steps", "years")


def _plain(amount: Decimal | None) -> str:
    """Return a number as a text without exponent; empty for none."""
    return "" if amount is None else f"{amount:f}"


def terms_of(answer: Loan | Deposit) -> dict[str, Any]:
    """Return terms and figures: rupiah and percent as plain texts, days as ISO dates."""
    common = {"rate": _rate(answer.offer), "starts_on": answer.starts_on.isoformat(),
              "principal": _plain(answer.principal)}  # fmt: skip
    more = _loan(answer) if isinstance(answer, Loan) else _deposit(answer)
    return common | more


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
        "first_due_on": loan.first_due_on.isoformat(),
        "early_penalty": _plain(Decimal(contract.early_penalty)) if contract else "",
        "costs": [[line.row.code, _plain(line.amount)] for line in loan.costs],
        "payment": _plain(loan.regular_payment),
        "later_payment": _plain(loan.later_payment),
        "total_interest": _plain(plan.total_interest),
        "total_paid": _plain(plan.total_paid),
        "total_cost": _plain(loan.total_cost),
        "cash": _plain(loan.cash),
    }


def _deposit(deposit: Deposit) -> dict[str, Any]:
    interest, contract = deposit.interest, deposit.settings.contract
    guarantee = deposit.settings.guarantee
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
        "forfeits_interest": contract.forfeits_interest if contract else True,
        "early_penalty": _plain(Decimal(contract.early_penalty)) if contract else "",
        "guarantee_rate": _plain(guarantee.rate) if guarantee else "",
        "guarantee_amount": _plain(guarantee.max_amount) if guarantee else "",
    }


def shown_of(answer: Loan | Deposit) -> dict[str, Any]:
    """Return what the page says, without drawings, months of a year, and the person's means."""
    bare = replace(answer, means=Means()) if isinstance(answer, Loan) else answer
    result = answers.result(bare)
    kept = {one.name: getattr(result, one.name) for one in fields(result)}
    return {name: value for name, value in kept.items() if name not in DRAWN} | {
        "columns": [[one.label, str(one.principal), str(one.interest)] for one in result.columns],
        "panels": [vars(panel) for panel in result.panels],
        "steps": [{**step, "bar": ""} for step in result.steps],
        "years": [{**year, "months": []} for year in result.years],
    }


def result_from(shown: dict[str, Any]) -> Result:
    """Return what the page said, with its drawings made anew."""
    columns = [Column(label, Decimal(low), Decimal(high)) for label, low, high in shown["columns"]]
    panels = [Panel(**panel) for panel in shown["panels"]]
    result = Result(**{**shown, "columns": columns, "panels": panels})
    draw_charts(result)
    return result
