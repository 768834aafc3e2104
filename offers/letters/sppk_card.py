"""The SPPK beside the decision it belongs to, on the pages of a file and of its proposal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from offers.letters import ruling, sppk
from offers.letters.rows import row_of
from offers.models import Decision, Letter, LetterKind
from org.models import User
from prospects.models import Opportunity


def sppk_of(decision: Decision | None, opportunity: Opportunity, user: User,
            today: date) -> dict[str, Any]:  # fmt: skip
    """Return the newest SPPK of a decision, and where this reader writes one; at most 4 queries."""
    if decision is None or decision.outcome != Decision.Outcome.APPROVED:
        return {}
    rows = Letter.objects.visible_to(user).of(opportunity).filter(kind=LetterKind.SPPK)
    rows = rows.filter(decision=decision.number).defer("content", "pdf")
    newest = rows.order_by("-pk").first()
    may = sppk.may_write(opportunity, user)
    may = may and not ruling.why_no_sppk(opportunity, today=today)
    return {
        "letter": row_of(newest, today) if newest else None,
        "url": reverse("offers:sppk-new", args=[opportunity.public_id]) if may else "",
    }
