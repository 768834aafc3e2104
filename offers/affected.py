"""Who was promised or shown something with the rates of a product, by branch."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.money import short_rupiah
from offers.models import Letter, LetterKind, LetterState, SavedSimulation
from offers.models.letters import LIVE_STATES
from org.models import User
from products.models import Product
from products.sheet_views import Affected
from prospects.models import Opportunity

WRITTEN = (LetterState.DRAFT, LetterState.WAITING)
STILL_OPEN = Q(opportunity=None) | Q(opportunity__status=Opportunity.Status.OPEN)


def open_letters(user: User, product: Product, today: date) -> Affected:
    """Count the unanswered offers written with a version so far, drafts too. One query."""
    rows = Letter.objects.visible_to(user).filter(
        opportunity__product=product, kind=LetterKind.OFFER, sheet_rate__isnull=False,
        state__in=[*WRITTEN, *LIVE_STATES],
    )  # fmt: skip
    found = (
        rows.values_list("branch__name")
        .annotate(
            n=Count("pk"), drafts=Count("pk", filter=Q(state__in=WRITTEN)), amount=Sum("amount")
        )
        .order_by("-n", "branch__name")
    )
    lines = []
    for branch, count, drafts, amount in found:
        words = ngettext("%(n)d draft", "%(n)d drafts", drafts) % {"n": drafts} if drafts else ""
        lines.append((branch, count, " · ".join(filter(None, [words, short_rupiah(amount)]))))
    return Affected(
        _("Offer letters without an answer"), lines,
        _("A draft is held to the new rates when it is issued; what was issued holds until its last"
          " day."),
    )  # fmt: skip


def kept_simulations(user: User, product: Product, today: date) -> Affected:
    """Count simulations kept with a version so far, of people who may still ask. One query."""
    rows = SavedSimulation.objects.visible_to(user).filter(
        STILL_OPEN, product=product, rate__isnull=False, prospect__archived_at=None
    )
    found = (
        rows.values_list("branch__name")
        .annotate(n=Count("pk"), people=Count(F("prospect"), distinct=True))
        .order_by("-n", "branch__name")
    )
    lines = [
        (branch, count, ngettext("%(n)d customer", "%(n)d customers", people) % {"n": people})
        for branch, count, people in found
    ]
    return Affected(
        _("Kept simulations"), lines,
        _("They stay as they were shown and name their version."),
    )  # fmt: skip
