"""Partner, project and unit on the page of an opportunity."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.money import format_rupiah
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit


class PartnerPanel(Panel):
    """Which developer, dealer or institution brought it, and which unit it is about."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "partner"
    title = _("Partner and unit")
    template: ClassVar[str] = "prospects/partner_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 7
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = True
    shows_person: ClassVar[bool] = False

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return ready strings; nothing where there is nothing to read and nothing to fill in."""
        if visit.opportunity is None:
            return None
        row = Opportunity.objects.visible_to(visit.user).select_related(
            "partner", "project", "unit"
        ).get(pk=visit.opportunity.pk)  # fmt: skip
        is_open = row.status == Opportunity.Status.OPEN and row.archived_at is None
        may_change = is_open and visit.user.may(P.OPPORTUNITY_CHANGE)
        if row.partner is None and not may_change:
            return None
        url = reverse("prospects:opportunity-partner", args=[row.public_id])
        return {"lines": _lines(row), "change_url": url if may_change else ""}


def _lines(row: Opportunity) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    if row.partner:
        found.append((row.partner.get_kind_display(), row.partner.name))
    if row.project:
        found.append((_("Project"), row.project.name))
    if row.unit:
        found.append((_("Unit"), " · ".join(filter(None, [row.unit.label, row.unit.type]))))
        if row.unit.price:
            found.append((_("Price"), format_rupiah(row.unit.price)))
    return found
