"""The block *Shown to the customer* on the page of a prospect or an opportunity."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from offers.models import Shown
from offers.shown.rows import line_of
from org.access.permissions import Permission as P
from prospects.panels import Column, Panel, Visit

MOST = 6


class ShownPanel(Panel):
    """The products shown, the newest first, each with the way to its result."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "shown"
    template: ClassVar[str] = "offers/shown_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Shown, and what he said")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines as ready strings."""
        rows = Shown.objects.visible_to(visit.user).filter(prospect=visit.prospect)
        if visit.opportunity is not None:
            rows = rows.filter(product_id=visit.opportunity.product_id)
        rows = rows.select_related("product", "branch", "reason").order_by("-shown_at", "-pk")
        may = visit.user.may(P.PROSPECT_CHANGE) and visit.prospect.archived_at is None
        return {
            "rows": [line_of(row, visit.today) for row in rows[:MOST]],
            "may": may,
            "add_url": reverse("offers:shown-add", args=[visit.prospect.public_id]) if may else "",
        }
