"""The checklist on the page of an opportunity, and its summary on the page of a prospect."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.checklist import checklist_of
from documents.page import checklist_context, count_words
from documents.views.shared import checklist_url
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit

MOST = 6


class DocumentsPanel(Panel):
    """Every required paper with its state, and how many are here."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "documents"
    title: ClassVar[str | Promise] = _("Papers")
    shows_person: ClassVar[bool] = False
    template: ClassVar[str] = "documents/panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 6
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines; None where the bank asks for nothing."""
        row = visit.opportunity
        if row is None:
            return None
        found = checklist_of(row, today=visit.today, language=visit.user.language)
        if not found.items:
            return None
        shown = checklist_context(row, found, visit.user.language)
        here = [line for line in shown["others"] if line["state"] != "missing"]
        return {
            "rows": [*shown["required"], *here],
            "count": shown["count"],
            "is_work_known": found.employment,
            "url": checklist_url(row),
            "may": visit.user.may(P.DOCUMENT_CHANGE),
        }


class PapersPanel(Panel):
    """One line for each running application of the prospect: how many papers are here."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "papers"
    title: ClassVar[str | Promise] = _("Papers")
    template: ClassVar[str] = "documents/summary.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 7
    max_queries: ClassVar[int] = 1 + 4 * MOST
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines; None while no application runs."""
        rows = Opportunity.objects.visible_to(visit.user).live().exclude(status="lost")
        rows = rows.filter(prospect=visit.prospect).select_related("product", "prospect")
        found = [(row, checklist_of(row, today=visit.today)) for row in rows.order_by("-pk")[:MOST]]
        lines = [
            {"url": reverse("documents:checklist", args=[row.public_id]),
             "name": row.product.name, "count": count_words(listed),
             "missing": len(listed.open)}
            for row, listed in found if listed.items
        ]  # fmt: skip
        return {"rows": lines} if lines else None
