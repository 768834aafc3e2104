"""The block *Usulan & putusan* on the page of an opportunity."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.decisions.limits import policy_on
from offers.decisions.page import decision_card, proposal_line
from offers.decisions.paper import with_paper
from offers.decisions.proposing import REASON, may_propose, proposals_of
from offers.letters.sppk_card import sppk_of
from offers.models import CreditProposal, Decision, Place
from org.access.permissions import Permission as P
from products.types import Kind
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit

MOST = 5


class DecisionsPanel(Panel):
    """Proposals, the newest first, and what was decided."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "decisions"
    title: ClassVar[str | Promise] = _("Proposal and decision")
    shows_person: ClassVar[bool] = False
    template: ClassVar[str] = "offers/decisions_panel.html"
    column: ClassVar[Column] = "main"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 7
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines; None for deposits, and while there is nothing to show or to do."""
        row = visit.opportunity
        if row is None or row.product.type.kind != Kind.CREDIT:
            return None
        kept = proposals_of(row).select_related("proposed_by", "committee")[:MOST]
        found: list[CreditProposal] = list(kept)
        decisions = Decision.objects.system(REASON).filter(opportunity=row)
        newest = (
            with_paper(decisions.select_related("recorded_by")).order_by("-recorded_at").first()
        )
        steps = self.steps(row, found, visit)
        if not (found or newest or any(steps.values())):
            return None
        return {
            "proposals": [proposal_line(one, row, visit.user) for one in found],
            "decision": decision_card(newest, row, visit.user) if newest else None,
            "sppk": sppk_of(newest, row, visit.user, visit.today),
            **steps,
        }

    def steps(self, row: Opportunity, found: list[CreditProposal], visit: Visit) -> dict[str, str]:
        """Return the addresses of what this reader may do next."""
        waits = any(one.state == CreditProposal.State.WAITING for one in found)
        place = policy_on(visit.today).place
        may = may_propose(row) and not waits
        proposes = may and visit.user.may(P.CREDIT_PROPOSE) and place != Place.ELSEWHERE
        records = may and visit.user.may(P.DISBURSEMENT_CONFIRM) and place != Place.HERE
        is_his = visit.user.pk == row.owner_id
        return {
            "add_url": reverse("offers:proposal-add", args=[row.public_id]) if proposes else "",
            "record_url": reverse("offers:decision-record", args=[row.public_id])
            if records and not is_his
            else "",
        }
