"""Every order of a list has an index for one officer, for one branch and for the whole bank."""

import pytest
from django.db.models import F, Index, Model
from django.db.models.expressions import OrderBy

from core.paging import Order
from prospects import filters, list_filter
from prospects.models import Opportunity, Prospect

LISTS: list[tuple[type[Model], Order]] = [
    *((Opportunity, order) for order in filters.ORDERS.values()),
    *((Prospect, order) for order in list_filter.ORDERS.values()),
]


def columns(index: Index) -> list[str]:
    """The columns of an index in their order, whatever their direction."""
    if index.fields:
        return list(index.fields)
    inner = (part.expression if isinstance(part, OrderBy) else part for part in index.expressions)
    return [part.name for part in inner if isinstance(part, F)]


@pytest.mark.parametrize("whose", ["owner", "branch", ""])
@pytest.mark.parametrize(("model", "order"), LISTS, ids=lambda part: getattr(part, "code", None))
def test_a_list_is_read_in_order(model: type[Model], order: Order, whose: str) -> None:
    wanted = [whose, order.column] if whose else [order.column]
    found = [columns(index)[: len(wanted)] for index in model._meta.indexes]
    assert wanted in found
