"""The SPPK: written from the decision that carries the file, alive only as long as that one is.

Its acceptance moves the file; taken back in the pipeline, it waits for the answer again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from offers.decisions.terms import DecisionTerms, decision_terms
from offers.letters import figures, ruling
from offers.letters.drafts import REASON, draft, starting_values
from offers.letters.numbers import setting_of
from offers.letters.services import put_back, take_back
from offers.models import Letter, LetterKind, LetterState
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Milestone, Opportunity
from prospects.pipeline.base import lock, require, today_at
from prospects.signals import opportunity_changed

# What is typed; everything else comes from the decision.
TYPED = ("language", "recipient", "address", "attention", "copies", "purpose", "valid_until")


def may_write(opportunity: Opportunity, user: User) -> bool:
    """Tell whether this person writes SPPK of the file; whoever owns it does not."""
    return user.may(P.DISBURSEMENT_CONFIRM) and user.pk != opportunity.owner_id


def terms_from(opportunity: Opportunity, terms: DecisionTerms, day: date) -> figures.Terms:
    """Return what an SPPK promises: amount, months, rate and fee as decided.

    A decision names one rate. Where the product's own rate is fixed for a stretch only, the letter
    says so: nobody is to believe that it holds over the whole term.
    """
    sheet = figures.sheet_of(opportunity.product, terms.amount, terms.months, day)
    stretch: dict[str, Any] = {}
    if sheet is not None and sheet.fixed_months and sheet.fixed_months < terms.months:
        stretch = {"fixed_months": sheet.fixed_months, "floating_rate": sheet.floating_rate}
    if stretch.get("floating_rate") is None:
        stretch = {}
    return figures.Terms(terms.amount, terms.months, terms.rate, fee=terms.fee, **stretch)


def start(opportunity: Opportunity, terms: DecisionTerms, *, today: date) -> dict[str, Any]:
    """Return what the form of a new SPPK starts with; it holds as long as the decision does."""
    values = starting_values(opportunity, LetterKind.SPPK, today=today)
    days = setting_of(LetterKind.SPPK).valid_days
    values["valid_until"] = terms.valid_until or today + timedelta(days=days)
    return {name: values[name] for name in TYPED if name in values}


@transaction.atomic
def write_sppk(
    opportunity: Opportunity, values: dict[str, Any], *, actor: User, now: datetime
) -> Letter:
    """Write the draft of an SPPK from the decision that carries the file.

    `values` may hold what is TYPED, never terms. Raises PermissionDenied for who may not confirm
    or owns the file, ValidationError in the user's words without a decision in force.
    """
    require(actor, P.DISBURSEMENT_CONFIRM)
    opportunity = lock(opportunity)
    if not may_write(opportunity, actor):
        raise PermissionDenied
    today = today_at(opportunity, now)
    refusal, terms = ruling.why_no_sppk(opportunity, today=today), decision_terms(opportunity)
    if refusal or terms is None:
        raise ValidationError(refusal)
    typed = start(opportunity, terms, today=today)
    typed |= {name: values[name] for name in TYPED if name in values}
    ruling.refuse_later(typed["valid_until"], terms.valid_until)
    promised = terms_from(opportunity, terms, today)
    decided = {
        "amount": promised.amount, "months": promised.months, "rate": promised.rate,
        "fixed_months": promised.fixed_months, "floating_rate": promised.floating_rate,
        "collateral": terms.collateral, "conditions": terms.conditions,
    }  # fmt: skip
    return draft(
        opportunity, LetterKind.SPPK, typed | decided, actor=actor, now=now, today=today,
        decision=terms.number, fee=terms.fee,
    )  # fmt: skip


def listen() -> None:
    """Hear of files whose decision changes, or that are lost."""
    opportunity_changed.connect(file_changed, dispatch_uid="offers.letters.sppk")


def file_changed(
    *, opportunity: Opportunity, actor: User, now: datetime, kind: str, **_news: Any
) -> None:
    """Withdraw the SPPK of a decision that carries the file no longer, or of a lost file.

    One whose acceptance was taken back in the pipeline waits for the answer again.
    """
    if kind not in ("moved", "lost"):
        return
    letters = list(Letter.objects.system(REASON).sppk_of(opportunity).order_by("pk"))
    if not letters:
        return
    facts = Milestone.objects.filter(opportunity=opportunity, kind=Milestone.Kind.SPPK)
    terms, is_reached = decision_terms(opportunity), facts.exists()
    for letter in letters:
        is_carried = terms is not None and terms.number == letter.decision
        if letter.state == LetterState.ACCEPTED:
            if is_carried and not is_reached:
                put_back(letter, actor=actor, now=now)
        elif kind == "lost" or not is_carried:
            note = _("The application has ended.") if kind == "lost" else ""
            take_back(letter, note or _("The decision carries the file no longer."),
                      actor=actor, now=now)  # fmt: skip


def sppk_by_hand(opportunity: Opportunity, kind: str, today: date) -> None:
    """Refuse to type the milestone of an SPPK that is written here: its acceptance records it."""
    terms = decision_terms(opportunity) if kind == Milestone.Kind.SPPK else None
    if terms is None:
        return
    letters = Letter.objects.system(REASON).sppk_of(opportunity)
    if letters.filter(decision=terms.number).exists():
        raise ValidationError(_("This SPPK is written here. Record the answer on its own page."))
