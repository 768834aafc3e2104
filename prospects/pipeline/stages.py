"""Moving along the free rungs. Confirmed rungs follow milestones and money, never a drag."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from products.types.base import Stage
from prospects.models import Opportunity, OpportunityState
from prospects.pipeline.base import require, require_open, save_state, tell, today_at
from prospects.pipeline.files import (
    placing,
    putting_back,
    record_position,
    resume_stay,
    stay_before,
)


def allowed_stages(opportunity: Opportunity) -> list[Stage]:
    """Return the rungs a person may move it to now; empty once a confirmed rung is reached."""
    if opportunity.status != Opportunity.Status.OPEN or opportunity.rung.is_confirmed:
        return []
    free = (stage for stage in opportunity.product.type if not stage.is_confirmed)
    return [stage for stage in free if stage.code != opportunity.stage]


def _check_move(opportunity: Opportunity, stage: str, actor: User) -> Stage:
    require(actor, P.OPPORTUNITY_CHANGE)
    require_open(opportunity)
    ladder = opportunity.product.type
    try:
        target = ladder.stage(stage)
    except KeyError:
        raise ValidationError(_("This product has no such stage.")) from None
    if target.is_confirmed:
        raise ValidationError(
            _("%(stage)s follows from what credit administration confirms; it cannot be chosen.")
            % {"stage": target.label}
        )
    if opportunity.rung.is_confirmed:
        raise ValidationError(
            _("The file is at %(stage)s. Only credit administration can change that.")
            % {"stage": opportunity.rung.label}
        )
    return target


@transaction.atomic
def move_stage(
    opportunity: Opportunity, *, stage: str, version: int, actor: User, now: datetime
) -> Opportunity:
    """Move up or down among the free rungs; the file goes to whom the rung names.

    Moving to the present stage changes nothing. Raises StaleError, or ValidationError for a rung
    that only a confirmation reaches.
    """
    target = _check_move(opportunity, stage, actor)
    before = opportunity.stage
    if before == target.code:
        return opportunity
    keeps_file = opportunity.holder and target.default_holder == opportunity.holder
    changes = {} if keeps_file else placing(opportunity, target.default_holder, now=now)
    save_state(
        opportunity, version=version, actor=actor, now=now,
        stage=target.code, stage_since=today_at(opportunity, now), **changes,
    )  # fmt: skip
    if not keeps_file:
        record_position(opportunity, actor=actor, now=now)
    tell(
        "opportunity_moved", opportunity, actor=actor, now=now, news="moved",
        before=before, after=target.code,
    )  # fmt: skip
    return opportunity


def _entered_on(opportunity: Opportunity, stage: str) -> date:
    """Return when the opportunity last came to `stage`, however often its amount changed there."""
    states = OpportunityState.objects.system("undo").filter(opportunity=opportunity)
    entered = None
    for state in states.exclude(valid_to=None).order_by("-valid_from"):
        if state.stage != stage:
            break
        entered = state.valid_from
    return opportunity.branch.local_date(entered) if entered else opportunity.stage_since


@transaction.atomic
def undo_move(
    opportunity: Opportunity, *, stage: str, version: int, actor: User, now: datetime
) -> Opportunity:
    """Take a move back: the stage before, and the file where it lay, with its own target."""
    target = _check_move(opportunity, stage, actor)
    before = opportunity.stage
    file = stay_before(opportunity, opportunity.state_at)
    save_state(
        opportunity, version=version, actor=actor, now=now, stage=target.code,
        stage_since=_entered_on(opportunity, target.code), **putting_back(opportunity, file),
    )  # fmt: skip
    resume_stay(opportunity, file)
    tell(
        "opportunity_move_undone", opportunity, actor=actor, now=now, news="moved",
        before=before, after=target.code,
    )  # fmt: skip
    return opportunity
