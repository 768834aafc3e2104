"""Results as whole-rupiah integers, for the command line and for programs."""

from typing import Any

from products.calculators.deposits import Interest
from products.calculators.loans import Schedule


def loan_figures(result: Schedule) -> dict[str, Any]:
    """Return a schedule: totals, runs of equal instalments, and each instalment."""
    return {
        "first_payment": int(result.first_payment),
        "payments": [
            {"from": run.first, "to": run.last, "payment": int(run.payment)} for run in result.runs
        ],
        "total_interest": int(result.total_interest),
        "total_paid": int(result.total_paid),
        "instalments": [
            {
                "number": row.number,
                "payment": int(row.payment),
                "interest": int(row.interest),
                "principal": int(row.principal),
                "balance": int(row.balance),
            }
            for row in result.instalments
        ],
    }


def deposit_figures(term: Interest) -> dict[str, int]:
    """Return the interest of one term of a deposit."""
    return {
        "gross": int(term.gross),
        "tax": int(term.tax),
        "net": int(term.net),
        "maturity_value": int(term.maturity_value),
    }
