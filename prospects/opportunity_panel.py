"""The block of a prospect's page that shows his opportunities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from core.formats import relative_day
from core.marks import stage_ring
from core.money import format_rupiah, short_rupiah
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit

MOST = 12


class OpportunitiesPanel(Panel):
    """Each opportunity the reader reaches, the running ones first, and the way to a new one."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "opportunities"
    template: ClassVar[str] = "prospects/opportunity_panel.html"
    column: ClassVar[Column] = "main"
    phone_order: ClassVar[int] = 3
    max_queries: ClassVar[int] = 1

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the rows as ready strings; nothing for a reader who could not add one."""
        found = Opportunity.objects.visible_to(visit.user).live().filter(prospect=visit.prospect)
        rows = list(found.select_related("product", "loss_reason").order_by("-updated_at")[:MOST])
        rows.sort(key=lambda row: row.status != Opportunity.Status.OPEN)
        may_add = visit.user.may(P.OPPORTUNITY_CHANGE) and visit.prospect.archived_at is None
        if not rows and not may_add:
            return None
        add = reverse("prospects:opportunity-add", args=[visit.prospect.public_id])
        return {
            "rows": [self.row(row, visit) for row in rows],
            "count": len(rows),
            "add_url": add if may_add else "",
        }

    def row(self, row: Opportunity, visit: Visit) -> dict[str, Any]:
        """Return one line."""
        ladder = row.product.type
        reason = row.loss_reason
        lost = f"{reason.get_kind_display()}: {reason.label(visit.user.language)}" if reason else ""
        return {
            "url": reverse("prospects:opportunity-detail", args=[row.public_id]),
            "product": row.product.name,
            "amount": short_rupiah(row.amount),
            "amount_full": format_rupiah(row.amount),
            "stage": str(row.rung.label),
            "ring": stage_ring(ladder.position(row.stage), len(ladder.ladder) - 1, row.status),
            "note": lost or relative_day(row.closed_on or row.stage_since, visit.today),
        }
