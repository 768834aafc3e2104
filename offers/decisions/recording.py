"""A decision made in another system, typed by credit administration with its sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import DocumentFile
from offers.decisions.limits import policy_on
from offers.decisions.proposing import REASON, may_propose
from offers.decisions.voting import issue
from offers.models import CreditProposal, Decision, Place
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity
from prospects.pipeline.base import lock, require, require_open, today_at

SHEET = "decision_sheet"  # the code of the kind of paper


@dataclass(frozen=True)
class Told:
    """What the sheet says: whole rupiah, months, percent a year."""

    number: str
    decided_on: date
    outcome: str
    amount: Decimal
    months: int
    rate: Decimal
    valid_until: date | None = None
    fee: Decimal | None = None
    conditions: str = ""
    reason: str = ""
    deciders: list[str] = field(default_factory=list)


def may_record(opportunity: Opportunity, user: User, today: date) -> bool:
    """Tell whether this person may type a decision of this file now."""
    return (
        user.may(P.DISBURSEMENT_CONFIRM)
        and user.pk != opportunity.owner_id
        and may_propose(opportunity)
        and policy_on(today).place != Place.HERE
    )


@transaction.atomic
def record(
    opportunity: Opportunity, told: Told, *, actor: User, now: datetime,
    sheet: DocumentFile | None = None,
) -> Decision:  # fmt: skip
    """Write down a decision of another system. Raises ValidationError in the user's words,
    PermissionDenied for the owner of the file and whoever may not confirm."""
    require(actor, P.DISBURSEMENT_CONFIRM)
    opportunity = lock(opportunity)
    if actor.pk == opportunity.owner_id:
        raise PermissionDenied
    _check(opportunity, told, today_at(opportunity, now))
    is_approved = told.outcome == Decision.Outcome.APPROVED
    row = Decision(
        opportunity=opportunity, owner=opportunity.owner, branch=opportunity.branch,
        outcome=told.outcome, number=told.number, decided_on=told.decided_on,
        valid_until=told.valid_until if is_approved else None, amount=told.amount,
        months=told.months, rate=told.rate, fee=told.fee, conditions=told.conditions.strip(),
        reason=told.reason.strip(), deciders=[{"name": name} for name in told.deciders],
        is_external=True, sheet=sheet, recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    return issue(row, opportunity, actor=actor, now=now)


def _check(opportunity: Opportunity, told: Told, today: date) -> None:
    require_open(opportunity)
    if not may_propose(opportunity):
        text = _("The file is at %(stage)s. A decision follows the analysis.")
        raise ValidationError(text % {"stage": opportunity.rung.label})
    if policy_on(today).place == Place.HERE:
        raise ValidationError(_("This bank decides here, by votes."))
    waiting = CreditProposal.objects.system(REASON).waiting()
    if waiting.filter(opportunity=opportunity).exists():
        raise ValidationError(_("A proposal of this file waits for its decision."))
    if told.decided_on > today:
        raise ValidationError({"decided_on": _("The date must not be after today.")})
    if Decision.objects.system(REASON).filter(number=told.number).exists():
        raise ValidationError({"number": _("A decision has this number already.")})
    if told.outcome == Decision.Outcome.REFUSED and not told.reason.strip():
        raise ValidationError({"reason": _("Write why.")})
