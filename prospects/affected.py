"""Who lives with the rates of a product: its open opportunities, by branch."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from core.money import short_rupiah
from org.models import User
from products.models import Product
from products.sheet_views import Affected
from products.types import Phase, stages_of_phase
from prospects.models import Opportunity


def open_opportunities(user: User, product: Product, today: date) -> Affected:
    """Count those still to be quoted, and beside them those whose decision keeps its terms."""
    settled = [*stages_of_phase(Phase.DECISION), *stages_of_phase(Phase.DISBURSEMENT)]
    rows = Opportunity.objects.visible_to(user).live().open().filter(product=product)
    found = (
        rows.values_list("branch__name")
        .annotate(
            ahead=Count("pk", filter=~Q(stage__in=settled)),
            amount=Sum("amount", filter=~Q(stage__in=settled)),
            kept=Count("pk", filter=Q(stage__in=settled)),
        )
        .order_by("-ahead", "branch__name")
    )
    lines = []
    for branch, ahead, amount, kept in found:
        parts = [short_rupiah(amount)] if amount else []
        if kept:
            parts.append(_("%(n)d decided, keep their terms") % {"n": kept})
        lines.append((branch, ahead, " · ".join(parts)))
    return Affected(
        _("Open opportunities to be quoted anew"), lines,
        _("Their simulations so far name the version they were made with."),
    )  # fmt: skip
