"""What the page said about a simulation, to be kept and drawn anew."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from core.charts import Column
from products import answers
from products.answers import Result
from products.answers.common import Panel, draw_charts
from products.savings import Simulated
from products.simulation import Loan, Means

DRAWN = ("wide_chart", "narrow_chart", "columns", "panels", "steps", "years")


def shown_of(answer: Simulated) -> dict[str, Any]:
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
