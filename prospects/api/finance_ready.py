"""How a financial picture is sent: its rows, its sums, and what fits and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.api.shapes import named
from prospects.api.subjects import plain, ratio, whole
from prospects.finance import answer
from prospects.finance.figures import Capacity, Check, Picture
from prospects.finance.kinds import KINDS, RowKind
from prospects.models import BusinessFigures, FinanceLine, Opportunity, Proposal
from prospects.models.finance import FinanceRow

PERCENT = ("rate", "floor")
SUMS = ("income", "surplus", "net_income", "expenses", "existing", "assets", "debts", "net_worth")
PROPOSED = ("months", "rate", "price", "purpose", "floor", "is_later", "vehicle")
NOTHING = dict.fromkeys(PROPOSED) | {"version": 0, "purpose": "", "vehicle": ""}


def value_of(row: Any, name: str) -> Any:
    """Return a field as it is sent."""
    value = getattr(row, name)
    if not isinstance(value, Decimal):
        return value
    return plain(value) if name in PERCENT else whole(value)


def row_ready(kind: RowKind, row: FinanceRow) -> dict[str, Any]:
    """Return a row of the picture as it is sent, by the fields of its form."""
    found = {name: value_of(row, name) for name in kind.form._meta.fields or ()}
    found |= {"id": row.public_id, "version": row.version, "section": kind.code,
              "is_removed": row.removed_at is not None}  # fmt: skip
    if isinstance(row, FinanceLine):
        found["is_payroll"] = row.is_payroll
    if isinstance(row, BusinessFigures):
        found["surplus"] = whole(row.surplus)
    if kind.code == "facility":
        found["source"] = value_of(row, "source")
    return found


def proposal_ready(row: Proposal | None) -> dict[str, Any]:
    """Return what is proposed as it is sent."""
    if row is None:
        return NOTHING
    return {name: value_of(row, name) for name in (*PROPOSED, "version")}


def _method(capacity: Capacity, check: Check) -> dict[str, Any]:
    asked = check.asked
    return {
        "code": capacity.ratio.code, "name": answer.method_words(capacity),
        "percent": plain(capacity.ratio.percent), "base": whole(capacity.base),
        "room": whole(capacity.room), "ratio": ratio(capacity.share(Decimal(0))),
        "ratio_asked": ratio(capacity.share(asked.highest)) if asked else None,
        "formula": answer.formula(capacity, check), "since": capacity.ratio.valid_from,
    }  # fmt: skip


def _asked(check: Check) -> dict[str, Any] | None:
    asked = check.asked
    if asked is None:
        return None
    return {
        "amount": whole(asked.amount), "months": asked.months, "rate": plain(asked.rate),
        "later_rate": plain(asked.later_rate), "is_own_rate": asked.is_own_rate,
        "instalment": whole(asked.payment), "highest_instalment": whole(asked.highest),
        "largest_loan": whole(asked.largest),
    }  # fmt: skip


def _value(check: Check) -> dict[str, Any]:
    value, asked = check.value, check.asked
    share = value.share(asked.amount) if asked else None
    return {
        "price": whole(value.price), "appraisal": whole(value.appraisal), "ltv": ratio(share),
        "limit": plain(value.limit), "limited_by": value.ceiling.decider,
    }  # fmt: skip


def check_ready(check: Check, row: Opportunity | None) -> dict[str, Any]:
    """Return the pre-screening as it is sent."""
    return {
        "opportunity": row.public_id if row else None, "verdict": answer.verdict(check)[0],
        "fits": check.fits, "has_income": check.has_income,
        "methods": [_method(capacity, check) for capacity in check.capacities],
        "asked": _asked(check), "value": _value(check),
        "findings": [{"more": ""} | one for one in answer.findings(check)],
    }  # fmt: skip


def lists_ready(picture: Picture) -> dict[str, Any]:
    """Return the five lists and their sums."""
    lists = {"income": ("income", picture.of("income")), "business": ("business",
             picture.businesses), "facilities": ("facility", picture.facilities),
             "expenses": ("expense", picture.of("expense")),
             "assets": ("asset", picture.of("asset"))}  # fmt: skip
    sums = {name: whole(getattr(picture, name)) for name in SUMS}
    return {
        name: [row_ready(KINDS[code], row) for row in rows] for name, (code, rows) in lists.items()
    } | {"sums": sums | {"worst_collectibility": picture.worst_kol}}


def testable(row: Opportunity) -> dict[str, Any]:
    """Return an opportunity one can choose."""
    return {"id": row.public_id, "product": named(row.product, row.product.name),
            "amount": whole(row.amount)}  # fmt: skip
