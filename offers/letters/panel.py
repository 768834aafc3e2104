"""*Penawaran* on the page of an opportunity: its letters, and what may be written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.letters.rows import row_of
from offers.models import Letter, LetterKind
from org.access.permissions import Permission as P
from prospects.models import Opportunity, Prospect
from prospects.panels import Column, Panel, Visit

MOST = 6


def kinds_for(opportunity: Opportunity) -> list[LetterKind]:
    """Return what may be written as the opportunity stands; what is missing is asked later."""
    if opportunity.archived_at is not None:
        return []
    if opportunity.status == Opportunity.Status.LOST:
        reason = opportunity.loss_reason
        return [LetterKind.REFUSAL] if reason and reason.kind == reason.Kind.BANK else []
    if opportunity.status != Opportunity.Status.OPEN:
        return []
    found = [LetterKind.OFFER, LetterKind.PAPERS]
    if opportunity.prospect.kind == Prospect.Kind.COMPANY:
        found.append(LetterKind.PROFILE)
    return found


class LettersPanel(Panel):
    """The letters of an opportunity with their state and next action."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "letters"
    title: ClassVar[str | Promise] = _("Offers and letters")
    template: ClassVar[str] = "offers/letters_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 2
    is_deferred: ClassVar[bool] = True
    shows_person: ClassVar[bool] = False

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines, and what may be written."""
        opportunity = visit.opportunity
        if opportunity is None:
            return None
        rows = Letter.objects.visible_to(visit.user).of(opportunity).order_by("-updated_at", "-pk")
        letters = list(rows.defer("content", "pdf")[: MOST + 1])
        kinds = kinds_for(opportunity) if visit.user.may(P.LETTER_CHANGE) else []
        if not letters and not kinds:
            return None
        return {
            "rows": [row_of(letter, visit.today) for letter in letters[:MOST]],
            "has_more": len(letters) > MOST,
            "kinds": [
                (str(kind.label),
                 reverse("offers:letter-new", args=[opportunity.public_id, str(kind)]))
                for kind in kinds
            ],
        }  # fmt: skip
