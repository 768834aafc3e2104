"""What an SPPK is held to: the decision it was written from, while that one carries the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from offers.decisions.terms import DecisionTerms, decision_terms
from offers.models import Decision, Letter
from prospects.models import Opportunity

ONLY = gettext_lazy("An SPPK is written from a decision only.")
LAST = "sppk"  # the rung after which nothing is promised any more
# What an SPPK may not say otherwise than its decision does.
TERMS = ("amount", "months", "rate", "fee", "collateral", "conditions")


def why_no_sppk(opportunity: Opportunity, *, today: date) -> str:
    """Return why no SPPK may be written for the opportunity; empty when one may."""
    terms = decision_terms(opportunity)
    if terms is None:
        return str(ONLY)
    if opportunity.archived_at is not None:
        return _("This prospect is archived. Take it out of the archive first.")
    if opportunity.status != Opportunity.Status.OPEN:
        return _("This opportunity has ended.")
    ladder = opportunity.product.type
    if ladder.position(opportunity.stage) > ladder.position(LAST):
        return _("The akad is signed already.")
    there = Letter.objects.system("one SPPK of a decision").sppk_of(opportunity)
    if there.filter(decision=terms.number).exists():
        return _("This decision has an SPPK already.")
    return _ended(terms, today)


def _ended(terms: DecisionTerms, today: date) -> str:
    if terms.valid_until is None or terms.holds_on(today):
        return ""
    return _("The decision ended on %(day)s.") % {"day": date_words(terms.valid_until)}


def check(letter: Letter, today: date) -> None:
    """Refuse a step with an SPPK whose decision carries the file no longer, or says otherwise."""
    terms = decision_terms(letter.opportunity)
    if terms is None or terms.number != letter.decision:
        raise ValidationError(_("The decision of this SPPK carries the file no longer."))
    refusal = _ended(terms, today)
    if refusal:
        raise ValidationError(refusal)
    if any(getattr(letter, name) != getattr(terms, name) for name in TERMS):
        raise ValidationError(_("This SPPK says otherwise than its decision."))


def within(letter: Letter, typed: dict[str, Any]) -> dict[str, Any]:
    """Return what may be changed in the draft of an SPPK: never its terms.

    It may end earlier than its decision, not later. Raises ValidationError.
    """
    decision = Decision.objects.system("its own decision").filter(number=letter.decision).first()
    refuse_later(typed.get("valid_until"), decision.valid_until if decision else None)
    return {name: value for name, value in typed.items() if name not in TERMS}


def refuse_later(until: date | None, ends: date | None) -> None:
    """Refuse a last day after that of the decision; `ends` is None where it names none."""
    if until and ends and until > ends:
        raise ValidationError({"valid_until": _("The decision ends before that day.")})
