"""Which products a customer does not want, for those who suggest some."""

from __future__ import annotations

from django.utils.translation import get_language

from offers.models import Shown, ShownResult
from org.models import User
from prospects.models import Prospect
from prospects.needs.known import Refusal


def refused_products(user: User, prospect: Prospect) -> dict[int, Refusal]:
    """Return what he refused last, by key of the product. One query."""
    rows = Shown.objects.visible_to(user).filter(prospect=prospect)
    rows = rows.exclude(result=ShownResult.OPEN).select_related("reason", "branch")
    last = rows.order_by("product_id", "-result_at", "-pk").distinct("product_id")
    language = get_language() or "id"
    return {
        row.product_id: Refusal(row.branch.local_date(row.result_at), row.reason.label(language))
        for row in last
        if row.result == ShownResult.REFUSED and row.reason and row.result_at
    }
