"""*Ditolak bank*, *batal nasabah*, and opening again what ended too early."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Disbursement, LossReason, Opportunity
from prospects.pipeline.base import lock, require, require_open, save_state, tell, today_at
from prospects.pipeline.files import (
    placing,
    putting_back,
    record_position,
    resume_stay,
    stay_before,
)


def _check_end(opportunity: Opportunity, kind: str, reason: LossReason, actor: User) -> None:
    require(actor, P.OPPORTUNITY_CHANGE)
    require_open(opportunity)
    if reason.kind != kind or not reason.is_active:
        raise ValidationError(_("Choose a reason that belongs to this way of ending."))
    money = Disbursement.objects.system("no money may be waiting").filter(opportunity=opportunity)
    if money.exclude(state=Disbursement.State.REFUSED).exists():
        raise ValidationError(_("A disbursement is recorded here. It must be settled first."))


@transaction.atomic
def end_opportunity(
    opportunity: Opportunity,
    *,
    kind: str,
    reason: LossReason,
    version: int,
    actor: User,
    now: datetime,
    note: str = "",
) -> Opportunity:
    """End as refused by the bank or withdrawn by the customer, with a reason of that kind."""
    lock(opportunity)
    _check_end(opportunity, kind, reason, actor)
    had_file = bool(opportunity.holder)
    save_state(
        opportunity, version=version, actor=actor, now=now,
        status=Opportunity.Status.LOST, loss_reason=reason, loss_note=note.strip(),
        closed_at=now, closed_on=today_at(opportunity, now), paused_until=None,
        **placing(opportunity, "", now=now),
    )  # fmt: skip
    if had_file:
        record_position(opportunity, actor=actor, now=now)
    tell(
        "opportunity_lost", opportunity, actor=actor, now=now, news="lost",
        body=opportunity.loss_note, loss_kind=kind, reason=reason.code,
    )  # fmt: skip
    return opportunity


@transaction.atomic
def reopen(opportunity: Opportunity, *, version: int, actor: User, now: datetime) -> Opportunity:
    """Take a lost opportunity up again at the stage where it ended, with the file where it lay."""
    require(actor, P.OPPORTUNITY_CHANGE)
    if opportunity.status != Opportunity.Status.LOST or opportunity.closed_at is None:
        raise ValidationError(_("Only a refused or withdrawn opportunity can be reopened."))
    before = stay_before(opportunity, opportunity.closed_at)
    save_state(
        opportunity, version=version, actor=actor, now=now,
        status=Opportunity.Status.OPEN, loss_reason=None, loss_note="",
        closed_at=None, closed_on=None, **putting_back(opportunity, before),
    )  # fmt: skip
    resume_stay(opportunity, before)
    tell("opportunity_reopened", opportunity, actor=actor, now=now, news="reopened")
    return opportunity
