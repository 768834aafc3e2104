"""Count and sum of many rows, read together with one page of them: one query less."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import JSONField, QuerySet, Subquery


class Totals(Subquery):
    """Count and sum over `rows`, which are values `n` and `amount`; the same beside each row.

    The database computes it once a statement. Read it with `read`.
    """

    template = (
        "(SELECT jsonb_build_object('n', coalesce(sum(totals.n), 0),"
        " 'amount', coalesce(sum(totals.amount), 0)::text) FROM (%(subquery)s) totals)"
    )

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__(rows, output_field=JSONField())


def read(rows: list[Any], name: str = "totals") -> tuple[int, Decimal]:
    """Return (count, sum) from the rows of a page; nothing for an empty page."""
    if not rows:
        return 0, Decimal(0)
    found = getattr(rows[0], name)
    return int(found["n"]), Decimal(found["amount"])
