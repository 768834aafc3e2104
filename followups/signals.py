"""What follows from news of the apps below, in the transaction that made the news."""

from datetime import date, datetime
from typing import Any

from django.dispatch import receiver

from followups.models import FollowUp, HandoverNotice
from followups.outcomes import Channel, Purpose, moment_of
from followups.querysets import FollowUpQuerySet
from followups.services import Step, cancel, create_step, note_next_steps, refresh_next_step
from followups.spreading import spread
from offers.signals import booking_differs
from org.calendars import working_days_after
from org.models import Branch, User
from prospects.consents import contact_is_stopped, has_business
from prospects.first_step import FirstStep
from prospects.models import OfferChannel, Opportunity, Prospect
from prospects.signals import (
    offers_withdrawn,
    opportunity_reassigned,
    person_handed_over,
    prospect_added,
    prospect_reassigned,
    prospects_imported,
    prospects_merged,
)

FIRST_PURPOSES: dict[str, str] = {Channel.CALL: Purpose.FIRST_CALL, Channel.VISIT: Purpose.VISIT}

# By which steps an offer of each kind would be made.
STEPS_OF: dict[str, str] = {
    OfferChannel.PHONE: Channel.CALL,
    OfferChannel.WHATSAPP: Channel.WHATSAPP,
    OfferChannel.EMAIL: Channel.MAIL,
}


@receiver(prospect_added, dispatch_uid="followups.first_call")
def plan_first_call(
    *,
    prospect: Prospect,
    opportunity: Opportunity | None,
    actor: User,
    now: datetime,
    first_step: FirstStep | None = None,
    **_kwargs: Any,
) -> None:
    """Give every new prospect the step that was chosen for him.

    Without a choice it is a call on the next working day at 09.00 of his branch.
    """
    day = working_days_after(prospect.branch, prospect.branch.local_date(now), 1)
    chosen = first_step or FirstStep(Channel.CALL, day)
    purpose = FIRST_PURPOSES.get(chosen.channel, "")
    step = Step(chosen.channel, chosen.due_on, chosen.hour, purpose)
    create_step(step, prospect=prospect, opportunity=opportunity, actor=actor, now=now)
    refresh_next_step(prospect.pk)
    if actor.pk != prospect.owner_id:
        HandoverNotice.objects.create(recipient_id=prospect.owner_id, prospect=prospect, at=now)


@receiver(prospects_imported, dispatch_uid="followups.first_calls")
def plan_first_calls(
    *,
    prospects: list[Prospect],
    opportunities: dict[int, int],
    branch: Branch,
    actor: User,
    now: datetime,
    **_kwargs: Any,
) -> None:
    """Give every prospect of an imported list a first call, spread over the working days ahead."""
    days = spread(len(prospects), owner=actor, branch=branch, today=branch.local_date(now))
    steps = [
        FollowUp(
            prospect=prospect, opportunity_id=opportunities.get(prospect.pk), owner=actor,
            branch=branch, channel=Channel.CALL, purpose=Purpose.FIRST_CALL, due_on=day,
            due_at=moment_of(branch, day, None), created_at=now,
            created_on=branch.local_date(now), created_by=actor,
        )
        for prospect, day in zip(prospects, days, strict=True)
    ]  # fmt: skip
    FollowUp.objects.system("first calls of a list").bulk_create(steps)
    note_next_steps(steps)


@receiver(prospects_merged, dispatch_uid="followups.merge")
def note_steps_of_merged(*, prospects: list[Prospect], **_kwargs: Any) -> None:
    """Say at both ends what is next, since steps moved from one to the other."""
    for prospect in prospects:
        refresh_next_step(prospect.pk)


@receiver(prospect_reassigned, dispatch_uid="followups.hand_over")
def hand_over_steps(
    *, prospect: Prospect, old_owner: User, actor: User, now: datetime, **_kwargs: Any
) -> None:
    """Let open steps follow the new owner, at the same hour on the clock of his branch."""
    steps = FollowUp.objects.system("steps follow the new owner").filter(
        prospect=prospect, owner=old_owner, state=FollowUp.State.OPEN
    )
    _give(steps, prospect.owner, prospect.branch, now)
    refresh_next_step(prospect.pk)
    if actor.pk != prospect.owner_id:
        HandoverNotice.objects.create(
            recipient_id=prospect.owner_id, prospect=prospect, at=now, former=old_owner
        )


@receiver(opportunity_reassigned, dispatch_uid="followups.hand_over_deal")
def hand_over_steps_of_deal(
    *, opportunity: Opportunity, old_owner: User, now: datetime, **_kwargs: Any
) -> None:
    """Let the open steps about one application follow it; those about others stay."""
    steps = FollowUp.objects.system("steps follow the new owner").filter(
        opportunity=opportunity, owner=old_owner, state=FollowUp.State.OPEN
    )
    _give(steps, opportunity.owner, opportunity.branch, now)


@receiver(person_handed_over, dispatch_uid="followups.hand_over_rest")
def hand_over_the_rest(*, person: User, now: datetime, **_kwargs: Any) -> None:
    """Let open steps about customers whom colleagues hold by now find those colleagues.

    Steps about an open application go along with it.
    """
    steps = FollowUp.objects.system("steps nobody else carries along").open().filter(owner=person)
    steps = steps.exclude(prospect__owner=person).exclude(opportunity__status="open")
    for step in steps.select_related("prospect__owner", "prospect__branch"):
        of_one = FollowUp.objects.system("one of these steps").filter(pk=step.pk)
        _give(of_one, step.prospect.owner, step.prospect.branch, now)


def _give(steps: FollowUpQuerySet, to: User, branch: Branch, now: datetime) -> None:
    for step in steps.select_related("branch"):
        hour = step.local_due.time() if step.is_timed else None
        step.save_version(
            step.version, owner=to, branch=branch, due_at=moment_of(branch, step.due_on, hour),
            changed_at=now,
        )  # fmt: skip


@receiver(booking_differs, dispatch_uid="followups.tell_of_difference")
def tell_of_difference(
    *, opportunity: Opportunity, contact_by: date, actor: User, now: datetime, **_kwargs: Any
) -> None:
    """Let the officer tell the customer what was booked otherwise than promised, in time.

    The call stands on the next working day, so that `contact_by` leaves room to try again.
    """
    day = working_days_after(opportunity.branch, opportunity.branch.local_date(now), 1)
    step = Step(Channel.CALL, min(day, contact_by), None, Purpose.TELL_DIFFERENCE)
    create_step(step, prospect=opportunity.prospect, opportunity=opportunity, actor=actor, now=now)
    refresh_next_step(opportunity.prospect_id)


@receiver(offers_withdrawn, dispatch_uid="followups.stop_offers")
def stop_offers(
    *, prospect: Prospect, channels: list[str], actor: User, now: datetime, **_kwargs: Any
) -> None:
    """Cancel the steps that were offers, unless a file is in work that must be talked about.

    Where one way was withdrawn only steps by that way end; where all were, every step does.
    """
    if has_business(prospect):
        return
    steps = FollowUp.objects.system("offers were withdrawn").filter(
        prospect=prospect, state=FollowUp.State.OPEN
    )
    if not contact_is_stopped(prospect):
        steps = steps.filter(channel__in=[STEPS_OF[way] for way in channels if way in STEPS_OF])
    for step in steps:
        cancel(step, version=step.version, actor=actor, now=now)
