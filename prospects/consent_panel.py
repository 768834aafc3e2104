"""The block of a prospect's page that says what the person agreed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy

from org.access.permissions import Permission as P
from prospects import consent_rows
from prospects.models import OfferChannel
from prospects.offer_gate import standing_reason
from prospects.panels import Column, Panel, Visit


class ConsentPanel(Panel):
    """Each purpose with its state, why offers are closed, and the way to the page."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "consents"
    title = gettext_lazy("Consents")
    template: ClassVar[str] = "prospects/privacy/consent_panel.html"
    column: ClassVar[Column] = "left"
    phone_order: ClassVar[int] = 8
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the states as ready strings."""
        prospect = visit.prospect
        rows = consent_rows.consents_of(prospect)
        ways = [standing_reason(prospect, way) for way in OfferChannel]
        is_locked = prospect.archived_at or prospect.restricted_at
        may_write = visit.user.may(P.CONSENT_RECORD) and not is_locked
        give = reverse("prospects:consent-give", args=[prospect.public_id])
        return {
            "lines": consent_rows.summary_of(rows),
            "clocks": consent_rows.clocks_of(rows, prospect, visit.now),
            "closed": ways[0] if all(ways) and prospect.offers_closed else "",
            "url": reverse("prospects:consent-list", args=[prospect.public_id]),
            "give_url": give if may_write else "",
        }
