"""The block about a key customer: aim, rhythm, products held and missing, the next three steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import late_words, short_date
from followups.models import FollowUp
from followups.words import what_words
from org.access.permissions import Permission as P
from products.models import Product
from prospects.models import Opportunity, RelationshipPlan
from prospects.panels import Column, Panel, Visit

STEPS = 3


class RelationPanel(Panel):
    """Shown for customers and for whoever has a plan; others are asked by *Tulis rencana*."""

    permission: ClassVar[P] = P.FOLLOWUP_VIEW
    code: ClassVar[str] = "relation"
    template: ClassVar[str] = "followups/relation.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 5
    max_queries: ClassVar[int] = 4
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Relationship plan")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return plan, products and steps as ready strings."""
        prospect = visit.prospect
        plan = RelationshipPlan.objects.system("a reachable prospect").filter(
            prospect=prospect
        ).first()  # fmt: skip
        may = visit.user.may(P.PROSPECT_CHANGE) and prospect.archived_at is None
        if plan is None and not may:
            return None
        held, missing = _products(visit)
        here = reverse("prospects:prospect-detail", args=[prospect.public_id])
        return {
            "aim": plan.aim if plan else "",
            "rhythm": str(plan.get_rhythm_days_display()) if plan else "",
            "overdue": _overdue(plan, visit) if plan else "",
            "held": held,
            "missing": missing,
            "steps": [_step(row, visit) for row in _steps(visit)],
            "edit": reverse("prospects:plan-edit", args=[prospect.public_id]) if may else "",
            "add_step": f"{reverse('followups:plan', args=[prospect.public_id])}?next={here}"
            if may
            else "",
        }


def _steps(visit: Visit) -> list[FollowUp]:
    rows = FollowUp.objects.visible_to(visit.user).filter(
        prospect=visit.prospect, state=FollowUp.State.OPEN
    )
    return list(rows.select_related("branch").in_order()[:STEPS])


def _step(row: FollowUp, visit: Visit) -> dict[str, str]:
    return {
        "what": what_words(row),
        "when": short_date(row.due_on),
        "late": late_words(row.due_on, visit.today),
    }


def _overdue(plan: RelationshipPlan, visit: Visit) -> str:
    """Say by how much the rhythm is missed, counted from the last contact."""
    last = visit.prospect.last_contact_at
    if last is None:
        return _("no contact yet")
    due = visit.prospect.branch.local_date(last) + timedelta(days=plan.rhythm_days)
    return late_words(due, visit.today)


def _products(visit: Visit) -> tuple[str, str]:
    """Return what he holds of us, and which families of the catalogue he does not."""
    won = Opportunity.objects.visible_to(visit.user).live().filter(
        prospect=visit.prospect, status=Opportunity.Status.WON
    )  # fmt: skip
    held = list(won.select_related("product"))
    families = {row.product.family for row in held}
    offered: dict[str, str] = {}
    for product in Product.objects.offered():
        offered.setdefault(product.family, str(product.type.label))
    missing = [label for family, label in offered.items() if family not in families]
    return ", ".join(sorted({row.product.name for row in held})), ", ".join(missing)
