"""Recording what came out of a contact, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import FollowUp, Interaction
from followups.outcomes import Outcome, holidays_ahead, moment_of, outcome_of
from followups.services import (
    UNDO_FOR,
    Step,
    create_step,
    idempotent,
    refresh_next_step,
    refuse_past,
)
from followups.stages import contacted, not_contacted
from org.models import User
from prospects import timeline
from prospects.consents import contact_is_stopped
from prospects.models import Opportunity, Prospect, TimelineEntry
from prospects.services import note_contact, recall_contact


@dataclass(frozen=True)
class Result:
    """What the officer tapped. `next_step` is his own choice; without it the outcome's default."""

    channel: str
    outcome: str
    note: str = ""
    next_step: Step | None = None

    @property
    def row(self) -> Outcome:
        """The line of the table; KeyError for an outcome this channel does not have."""
        return outcome_of(self.channel, self.outcome)


def record_outcome(
    follow_up: FollowUp, result: Result, *, version: int, actor: User, now: datetime, key: str = ""
) -> Interaction:
    """Close a planned step with its outcome and plan the next one.

    Raises ValidationError when the step is closed, StaleError when it changed since `version`,
    KeyError for an outcome the channel does not have.
    """

    def work() -> str:
        if not follow_up.is_open:
            raise ValidationError(_("This step is already closed."))
        _close(follow_up, result, version, now)
        return _record(
            result,
            prospect=follow_up.prospect,
            opportunity=follow_up.opportunity,
            follow_up=follow_up,
            actor=actor,
            now=now,
        ).public_id

    body = {"do": "outcome", "id": follow_up.public_id, **vars(result)}
    return _made(idempotent(actor=actor, key=key, body=body, now=now, work=work))


def log_contact(
    prospect: Prospect,
    result: Result,
    *,
    actor: User,
    now: datetime,
    opportunity: Opportunity | None = None,
    answers: FollowUp | None = None,
    key: str = "",
) -> Interaction:
    """Record a contact that nobody had planned for now, and plan the next step.

    `answers` is an open step which the contact makes superfluous: it is closed with the outcome.
    """

    def work() -> str:
        if answers is not None:
            _close(answers, result, answers.version, now)
        return _record(
            result,
            prospect=prospect,
            opportunity=opportunity or (answers.opportunity if answers else None),
            follow_up=answers,
            actor=actor,
            now=now,
        ).public_id

    body = {"do": "log", "prospect": prospect.public_id, **vars(result)}
    return _made(idempotent(actor=actor, key=key, body=body, now=now, work=work))


def _made(public_id: str) -> Interaction:
    return (
        Interaction.objects.system("what this request made")
        .select_related("prospect", "next_follow_up", "branch")
        .get(public_id=public_id)
    )


def _close(follow_up: FollowUp, result: Result, version: int, now: datetime) -> None:
    follow_up.save_version(
        version,
        state=FollowUp.State.DONE,
        outcome=result.outcome,
        done_at=now,
        done_on=follow_up.branch.local_date(now),
    )


def next_step_of(outcome: Outcome, today: date, holidays: set[date]) -> Step:
    """Return the step that an outcome of `today` leads to by default."""
    due_on, hour = outcome.due(today, holidays)
    return Step(channel=outcome.channel, due_on=due_on, hour=hour, purpose=outcome.purpose)


def _attempt(prospect: Prospect) -> int:
    """Return which try this is since the customer last answered; the first is 1."""
    tries = Interaction.objects.system("tries of this prospect").filter(prospect=prospect).valid()
    last = tries.filter(is_reached=True).order_by("-at", "-pk").first()
    return (tries.filter(at__gt=last.at) if last else tries).count() + 1


def _record(
    result: Result,
    *,
    prospect: Prospect,
    opportunity: Opportunity | None,
    follow_up: FollowUp | None,
    actor: User,
    now: datetime,
) -> Interaction:
    row = opportunity or prospect
    today = row.branch.local_date(now)
    step = result.next_step or next_step_of(result.row, today, holidays_ahead(row.branch, today))
    refuse_past(step.due_on, today)
    following = None  # nobody is contacted again who took his consent to that back
    if not contact_is_stopped(prospect):
        following = create_step(
            step, prospect=prospect, opportunity=opportunity, actor=actor, now=now
        )
    interaction = Interaction.objects.system("a contact").create(
        prospect=prospect,
        opportunity=opportunity,
        owner=row.owner,
        branch=row.branch,
        channel=result.channel,
        outcome=result.outcome,
        is_reached=result.row.is_reached,
        attempt=_attempt(prospect),
        at=now,
        on_date=today,
        note=result.note.strip(),
        by=actor,
        follow_up=follow_up,
        next_follow_up=following,
        contact_before=prospect.last_contact_at,
    )
    _pass_on(interaction, actor=actor, now=now)
    return interaction


def _pass_on(interaction: Interaction, *, actor: User, now: datetime) -> None:
    """Tell the prospect, its opportunity and the timeline."""
    prospect = interaction.prospect
    refresh_next_step(prospect.pk)
    _write("contact", interaction, actor=actor, now=now, body=interaction.note)
    if not interaction.is_reached:
        return
    note_contact(prospect.pk, at=now)
    stage_before = contacted(prospect, interaction.opportunity, actor=actor, now=now)
    if stage_before:
        interaction.stage_before = stage_before
        interaction.save(update_fields=["stage_before"])


def _write(
    kind: str, interaction: Interaction, *, actor: User, now: datetime, body: str = ""
) -> None:
    data: dict[str, Any] = {
        "channel": interaction.channel,
        "outcome": interaction.outcome,
        "attempt": interaction.attempt,
        "contact": interaction.public_id,
    }
    timeline.write(
        kind,
        prospect=interaction.prospect,
        opportunity=interaction.opportunity,
        at=now,
        actor=actor,
        group=TimelineEntry.Group.CONTACT,
        body=body,
        **data,
    )


def _refuse_followed(interaction: Interaction) -> None:
    """Raise ValidationError unless this is still the last word about the prospect."""
    following = interaction.next_follow_up
    later = (
        Interaction.objects.system("what followed")
        .valid()
        .filter(prospect_id=interaction.prospect_id, pk__gt=interaction.pk)
    )
    is_touched = following is not None and not following.is_open
    if interaction.undone_at or is_touched or later.exists():
        raise ValidationError(_("Something followed on this, so it can no longer be changed."))


@transaction.atomic
def undo_outcome(interaction: Interaction, *, actor: User, now: datetime) -> Interaction:
    """Take a recorded outcome back: the step is open again, the one it led to is cancelled.

    Raises ValidationError when ten minutes have passed or something followed.
    """
    if now - interaction.at > UNDO_FOR:
        raise ValidationError(_("This can no longer be undone."))
    _refuse_followed(interaction)
    interaction.save_version(interaction.version, undone_at=now)
    if interaction.next_follow_up:
        following = interaction.next_follow_up
        following.save_version(following.version, state=FollowUp.State.CANCELLED, changed_at=now)
    _reopen(interaction.follow_up)
    if interaction.is_reached:
        recall_contact(interaction.prospect_id, at=interaction.contact_before)
        not_contacted(interaction, actor=actor, now=now)
    _write("contact_undone", interaction, actor=actor, now=now)
    refresh_next_step(interaction.prospect_id)
    return interaction


def _reopen(follow_up: FollowUp | None) -> None:
    if follow_up is not None:
        follow_up.save_version(
            follow_up.version,
            state=FollowUp.State.OPEN,
            outcome="",
            done_at=None,
            done_on=None,
        )


@transaction.atomic
def amend_outcome(
    interaction: Interaction, result: Result, *, version: int, actor: User, now: datetime
) -> Interaction:
    """Change outcome, note or next step of a contact of the same day.

    Raises ValidationError when the day is over or something followed, StaleError when another
    person changed it since `version`.
    """
    if interaction.branch.local_date(now) != interaction.on_date:
        raise ValidationError(_("Only a contact of today can be changed."))
    _refuse_followed(interaction)
    note_is_new = result.note.strip() != interaction.note
    outcome_is_new = result.outcome != interaction.outcome
    interaction.save_version(
        version,
        outcome=result.outcome,
        is_reached=result.row.is_reached,
        note=result.note.strip(),
    )
    _amend_steps(interaction, result, now)
    if outcome_is_new:
        _follow_reach(interaction, actor=actor, now=now)
    if note_is_new or outcome_is_new:
        _write("contact_changed", interaction, actor=actor, now=now, body=interaction.note)
    refresh_next_step(interaction.prospect_id)
    return interaction


def _amend_steps(interaction: Interaction, result: Result, now: datetime) -> None:
    if interaction.follow_up:
        done = interaction.follow_up
        done.save_version(done.version, outcome=result.outcome)
    step, following = result.next_step, interaction.next_follow_up
    if step is None or following is None:
        return
    following.save_version(
        following.version,
        channel=step.channel,
        purpose=step.purpose,
        subject=step.subject,
        due_on=step.due_on,
        due_at=moment_of(following.branch, step.due_on, step.hour),
        is_timed=step.hour is not None,
        changed_at=now,
    )


def _follow_reach(interaction: Interaction, *, actor: User, now: datetime) -> None:
    if interaction.is_reached:
        note_contact(interaction.prospect_id, at=interaction.at)
        contacted(interaction.prospect, interaction.opportunity, actor=actor, now=now)
    else:
        recall_contact(interaction.prospect_id, at=interaction.contact_before)
