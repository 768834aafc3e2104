"""Dated facts beside the ladder. Decision, SPPK and akad also move the stage."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from products.types import Kind
from prospects.models import Milestone, Opportunity, TimelineEntry
from prospects.pipeline.base import lock, require, require_open, save_state, tell, today_at
from prospects.pipeline.files import placing, record_position

# The facts that move the file, in order: (milestone, the rung it leads to).
CONFIRMED = (
    (Milestone.Kind.DECISION, "decision"),
    (Milestone.Kind.SPPK, "sppk"),
    (Milestone.Kind.SIGNING, "signing"),
)
RUNG_OF = {str(kind): rung for kind, rung in CONFIRMED}


def permissions_for(kind: str) -> tuple[P, ...]:
    """Return the rights of which one is needed: the officer records no decision of his own."""
    if kind in RUNG_OF:
        return (P.DISBURSEMENT_CONFIRM,)
    return (P.OPPORTUNITY_CHANGE, P.DISBURSEMENT_CONFIRM)


def _check(opportunity: Opportunity, kind: str, on: date, reference: str, today: date) -> None:
    if kind not in Milestone.Kind.values:
        raise ValidationError(_("Choose what is recorded."))
    if opportunity.product.type.kind != Kind.CREDIT:
        raise ValidationError(_("Only loans have these milestones."))
    if on > today:
        raise ValidationError({"reached_on": _("The date must not be after today.")})
    if kind in RUNG_OF:
        _check_order(opportunity, kind, on)
        if not reference:
            raise ValidationError({"reference": _("Enter the number of the paper.")})


def _check_order(opportunity: Opportunity, kind: str, on: date) -> None:
    """Each confirmed rung follows the one before it."""
    ladder = opportunity.product.type
    before = ladder.ladder[ladder.position(RUNG_OF[kind]) - 1]
    if ladder.position(opportunity.stage) < ladder.position(before.code):
        raise ValidationError(
            _("The file is at %(stage)s. First comes %(before)s.")
            % {"stage": opportunity.rung.label, "before": before.label}
        )
    earlier = [k for k, rung in CONFIRMED if ladder.position(rung) < ladder.position(RUNG_OF[kind])]
    reached = Milestone.objects.filter(opportunity=opportunity, kind__in=earlier)
    if reached.filter(reached_on__gt=on).exists():
        raise ValidationError({"reached_on": _("The date lies before an earlier milestone.")})


@transaction.atomic
def record_milestone(
    opportunity: Opportunity,
    *,
    kind: str,
    reached_on: date,
    actor: User,
    now: datetime,
    reference: str = "",
    version: int | None = None,
    is_by_hand: bool = True,
) -> Milestone:
    """Record a dated fact, or correct it. Decision, SPPK and akad need a number and the right to
    confirm, and move the stage; `version` is what the person saw, None for the present row.
    Whoever has asked the rules of a milestone himself says that it is not `is_by_hand`.
    """
    require(actor, *permissions_for(kind))
    opportunity = lock(opportunity)
    require_open(opportunity)
    for path in settings.MILESTONE_RULES if is_by_hand else ():
        import_string(path)(opportunity, kind, today_at(opportunity, now))
    _check(opportunity, kind, reached_on, reference, today_at(opportunity, now))
    expected = opportunity.version if version is None else version
    _move(opportunity, RUNG_OF.get(kind, ""), version=expected, actor=actor, now=now)
    return _write(opportunity, kind, reached_on, reference, actor, now)


@transaction.atomic
def reach(
    opportunity: Opportunity, *, kind: Milestone.Kind, reached_on: date, reference: str,
    actor: User, now: datetime, amount: Decimal | None = None,
) -> Milestone:  # fmt: skip
    """Record a decision, or an SPPK the customer accepted, with its number; the file moves.

    `amount`, whole rupiah, becomes that of the opportunity. For the part of the house that knows
    who may decide or accept: no right is asked for here.
    """
    opportunity = lock(opportunity)
    require_open(opportunity)
    _check(opportunity, kind, reached_on, reference, today_at(opportunity, now))
    _move(opportunity, RUNG_OF[kind], version=opportunity.version, actor=actor, now=now)
    if amount is not None and opportunity.amount != amount:
        save_state(opportunity, version=opportunity.version, actor=actor, now=now, amount=amount)
    return _write(opportunity, kind, reached_on, reference, actor, now)


def _write(
    opportunity: Opportunity, kind: str, reached_on: date, reference: str, actor: User,
    now: datetime,
) -> Milestone:  # fmt: skip
    milestone, _is_new = Milestone.objects.update_or_create(
        opportunity=opportunity,
        kind=kind,
        defaults={
            "reached_on": reached_on, "reference": reference[:60], "by": actor, "created_at": now,
        },
    )  # fmt: skip
    tell(
        "milestone", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
        news="moved" if kind in RUNG_OF else "", kind_of=kind, on=reached_on.isoformat(),
        reference=milestone.reference,
    )  # fmt: skip
    return milestone


def _move(opportunity: Opportunity, rung: str, *, version: int, actor: User, now: datetime) -> None:
    """Go up to `rung`; correcting an earlier fact never brings the file down again."""
    ladder = opportunity.product.type
    if not rung or ladder.position(rung) <= ladder.position(opportunity.stage):
        opportunity.save_version(version, updated_at=now)
        return
    save_state(
        opportunity, version=version, actor=actor, now=now, stage=rung,
        stage_since=today_at(opportunity, now),
        **placing(opportunity, ladder.stage(rung).default_holder, now=now),
    )  # fmt: skip
    record_position(opportunity, actor=actor, now=now)


@transaction.atomic
def withdraw_milestone(
    opportunity: Opportunity, *, kind: str, version: int, actor: User, now: datetime
) -> Opportunity:
    """Take back a fact recorded by mistake. Of those that move the file only the latest: the
    file then stands one rung lower.
    """
    require(actor, *permissions_for(kind))
    opportunity = lock(opportunity)
    require_open(opportunity)
    milestone = Milestone.objects.filter(opportunity=opportunity, kind=kind).first()
    if milestone is None:
        raise ValidationError(_("This milestone is not recorded."))
    ladder, rung = opportunity.product.type, RUNG_OF.get(kind, "")
    if rung and opportunity.stage != rung:
        raise ValidationError(_("Take back the later milestone first."))
    milestone.delete()
    if rung:
        lower = ladder.ladder[ladder.position(rung) - 1]
        save_state(
            opportunity, version=version, actor=actor, now=now, stage=lower.code,
            stage_since=today_at(opportunity, now),
            **placing(opportunity, lower.default_holder, now=now),
        )  # fmt: skip
        record_position(opportunity, actor=actor, now=now)
    else:
        opportunity.save_version(version, updated_at=now)
    tell(
        "milestone_withdrawn", opportunity, actor=actor, now=now, news="moved" if rung else "",
        group=TimelineEntry.Group.FILE, kind_of=kind,
    )  # fmt: skip
    return opportunity
