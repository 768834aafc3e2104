"""The block *Kiat* on the page of an opportunity."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from org.access.permissions import Permission as P
from prospects.models import LossReason
from prospects.panels import Column, Panel, Visit
from prospects.tips.rows import short_tips
from prospects.tips.services import tips_for

MOST = 3


class TipsPanel(Panel):
    """What worked for colleagues: under the reason of a lost one, else against any objection."""

    permission: ClassVar[P] = P.TIP_SHARE
    code: ClassVar[str] = "tips"
    template: ClassVar[str] = "prospects/tips_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 7
    max_queries: ClassVar[int] = 2
    is_deferred: ClassVar[bool] = True
    shows_person: ClassVar[bool] = False
    title: ClassVar[str | Promise] = gettext_lazy("Tips")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the most useful tips and the way to all of them."""
        deal = visit.opportunity
        if deal is None:
            return None
        reason = deal.loss_reason
        codes = [reason.code] if reason else []
        found = tips_for(visit.user, kind=LossReason.Kind.CUSTOMER if not codes else "",
                         codes=codes, most=MOST)  # fmt: skip
        url = reverse("prospects:tip-list")
        return {"tips": short_tips(found, visit.user),
                "all_url": f"{url}?reason={reason.code}" if reason else url}  # fmt: skip
