"""The block of a detail page with the simulations that were kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.formats import relative_day
from offers.models import Receipt, SavedSimulation
from offers.receipts.rows import TONES
from org.access.permissions import Permission as P
from prospects.panels import Column, Panel, Visit

MOST = 6


class SimulationsPanel(Panel):
    """What was shown to the person, the newest first, and the way into the simulator."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "simulations"
    template: ClassVar[str] = "offers/simulations_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Simulations")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines as ready strings."""
        prospect = visit.prospect
        rows = SavedSimulation.objects.visible_to(visit.user).filter(prospect=prospect)
        if visit.opportunity is not None:
            rows = rows.filter(opportunity=visit.opportunity)
        may = visit.user.may(P.PROSPECT_CHANGE) and prospect.archived_at is None
        newest = Receipt.objects.system("of simulations in reach").filter(simulation=OuterRef("pk"))
        state = Subquery(newest.order_by("-pk").values("state")[:1])
        found = rows.select_related("created_by").defer("terms", "answers").annotate(said=state)
        return {
            "rows": [_line(row, visit) for row in found.order_by("-created_at", "-pk")[:MOST]],
            "new_url": _new_url(visit) if may else "",
            "receipts_url": reverse("offers:receipt-list") if may else "",
        }


def _new_url(visit: Visit) -> str:
    """Return the simulator of what the opportunity is about, else the choice of products."""
    deal, prospect_id = visit.opportunity, visit.prospect.public_id
    if deal is not None and "/" not in deal.product.code:
        return reverse("offers:simulation-for", args=[prospect_id, deal.product.code])
    return reverse("offers:simulation-new", args=[prospect_id])


def _line(row: SavedSimulation, visit: Visit) -> dict[str, str]:
    first, said = row.shown["tiles"][0], getattr(row, "said", None)
    by = "" if row.created_by_id == visit.user.pk else f" · {row.created_by.full_name}"
    return {
        "title": row.shown["title"],
        "subtitle": row.shown["subtitle"],
        "figure": f"{first['label']} {first['value']}",
        "when": f"{relative_day(row.computed_on, visit.today)}{by}",
        "url": reverse("offers:simulation", args=[row.public_id]),
        "state": str(Receipt.State(said).label) if said else "",
        "tone": TONES[Receipt.State(said)] if said else "",
    }
