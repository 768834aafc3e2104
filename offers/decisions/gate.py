"""What a decision forbids elsewhere: typing another one by hand, and lending more than it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.decisions.limits import policy_on
from offers.decisions.terms import decision_terms
from offers.models import CreditProposal, Place
from products.models import Product
from prospects.models import Milestone, Opportunity


def decision_by_hand(opportunity: Opportunity, kind: str, today: date) -> None:
    """Refuse to type a decision where it is made here, waits for its votes, or stands already."""
    if kind != Milestone.Kind.DECISION:
        return
    if policy_on(today).place != Place.EITHER:
        raise ValidationError(_("The decision is recorded under Proposal and decision."))
    waiting = CreditProposal.objects.system("one decision").waiting()
    if waiting.filter(opportunity=opportunity).exists():
        raise ValidationError(_("A proposal of this file waits for its decision."))
    if decision_terms(opportunity) is not None:
        raise ValidationError(_("This decision stays as it is. Propose anew to change it."))


def within_the_decision(opportunity: Opportunity, product: Product, amount: Decimal) -> None:
    """Refuse another product or more money than was decided."""
    terms = decision_terms(opportunity)
    if terms is None:
        return
    if product.pk != opportunity.product_id:
        raise ValidationError(_("The product was decided on. Propose anew to change it."))
    if amount > terms.amount:
        text = _("The decision allows %(sum)s. Propose anew for more.")
        raise ValidationError({"amount": text % {"sum": format_rupiah(terms.amount)}})
