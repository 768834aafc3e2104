"""What happens to follow-ups: the same for page, signal and API.

Everything a press of a button may repeat takes `key`; a repeat answers as the first did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.idempotency import once
from followups.models import FollowUp
from followups.outcomes import Channel, moment_of
from org.calendars import working_days_after
from org.models import User
from prospects import timeline
from prospects.consents import contact_is_stopped
from prospects.models import Opportunity, Prospect
from prospects.restriction import refuse_locked
from prospects.services import set_next_step

NOTE_LENGTH = 2000
UNDO_FOR = timedelta(minutes=10)  # the toast shows 8 s; a slow line may need longer


@dataclass(frozen=True)
class Step:
    """What is planned: how, when (a day on the branch's calendar, perhaps an hour) and what for."""

    channel: str
    due_on: date
    hour: time | None = None
    purpose: str = ""
    subject: str = ""
    note: str = ""


def idempotent(
    *, actor: User, key: str, body: dict[str, Any], now: datetime, work: Callable[[], str]
) -> str:
    """Run `work` in a transaction, once per key; return the public id it made."""
    if key:
        return once(user_id=actor.pk, key=key, body=body, now=now, work=work)[0]
    with transaction.atomic():
        return work()


def refresh_next_step(prospect_id: int) -> None:
    """Write the earliest open step on the prospect.

    The portal's own words are stored in English, so that each reader meets them in his language.
    """
    step = (
        FollowUp.objects.system("next step of a prospect")
        .filter(prospect_id=prospect_id, state=FollowUp.State.OPEN)
        .in_order()
        .first()
    )
    if step is None:
        set_next_step(prospect_id, at=None, step="")
        return
    with translation.override("en"):
        words = step.title or str(Channel(step.channel).label)
    set_next_step(prospect_id, at=step.due_at, step=words)


def note_next_steps(steps: list[FollowUp]) -> None:
    """Write each step on its prospect, who has no other; one statement for each day."""
    by_day: dict[datetime, list[int]] = {}
    for step in steps:
        by_day.setdefault(step.due_at, []).append(step.prospect_id)
    with translation.override("en"):
        words = steps[0].title
    for due_at, ids in by_day.items():
        rows = Prospect.objects.system("next steps of a list").filter(pk__in=ids)
        rows.update(next_step_at=due_at, next_step=words)


# What `create_step` sets from rows it already holds; looking each up again costs a query apiece.
STEP_SET_HERE = (
    "public_id", "prospect", "opportunity", "owner", "branch", "created_by", "state",
)  # fmt: skip


def create_step(
    step: Step, *, prospect: Prospect, opportunity: Opportunity | None, actor: User, now: datetime
) -> FollowUp:
    """Write one follow-up for the owner of the opportunity, or of the prospect without one.

    Raises ValidationError when the person is restricted or took his consent back.
    """
    refuse_locked(prospect)
    if contact_is_stopped(prospect):
        raise ValidationError(
            _("This person withdrew the consent to offers. No contact can be planned.")
        )
    row = opportunity or prospect
    branch = row.branch
    follow_up = FollowUp(
        prospect=prospect,
        opportunity=opportunity,
        owner=row.owner,
        branch=branch,
        channel=step.channel,
        purpose=step.purpose,
        subject=step.subject.strip(),
        note=step.note.strip(),
        due_at=moment_of(branch, step.due_on, step.hour),
        due_on=step.due_on,
        is_timed=step.hour is not None,
        created_at=now,
        created_on=branch.local_date(now),
        created_by=actor,
    )
    follow_up.full_clean(exclude=STEP_SET_HERE)
    follow_up.save(force_insert=True)
    return follow_up


def refuse_past(day: date, today: date) -> None:
    """Raise ValidationError in the user's words when a step would lie before today."""
    if day < today:
        raise ValidationError({"due_on": _("Choose today or a later day.")})


def plan(
    step: Step,
    *,
    prospect: Prospect,
    actor: User,
    now: datetime,
    opportunity: Opportunity | None = None,
    key: str = "",
) -> FollowUp:
    """Plan a step and say so on the timeline. Raises ValidationError for a day before today."""
    refuse_past(step.due_on, prospect.branch.local_date(now))

    def work() -> str:
        follow_up = create_step(
            step, prospect=prospect, opportunity=opportunity, actor=actor, now=now
        )
        _write("followup_planned", follow_up, actor=actor, now=now)
        refresh_next_step(prospect.pk)
        return follow_up.public_id

    body = {"do": "plan", "prospect": prospect.public_id, **vars(step)}
    return _made(idempotent(actor=actor, key=key, body=body, now=now, work=work))


def _made(public_id: str) -> FollowUp:
    return FollowUp.objects.system("what this request made").get(public_id=public_id)


def _write(kind: str, follow_up: FollowUp, *, actor: User, now: datetime, **data: Any) -> None:
    timeline.write(
        kind,
        prospect=follow_up.prospect,
        opportunity=follow_up.opportunity,
        at=now,
        actor=actor,
        channel=follow_up.channel,
        due_on=follow_up.due_on.isoformat(),
        **data,
    )


def tomorrow_of(follow_up: FollowUp, today: date) -> date:
    """Return where *Besok* leads: the first working day after today and after its own day."""
    return working_days_after(follow_up.branch, max(today, follow_up.due_on), 1)


def move_to_tomorrow(
    follow_up: FollowUp, *, version: int, actor: User, now: datetime, key: str = ""
) -> FollowUp:
    """Move a step to the next working day, at the hour it had."""
    due_on = tomorrow_of(follow_up, follow_up.branch.local_date(now))
    hour = follow_up.local_due.time() if follow_up.is_timed else None
    step = Step(channel=follow_up.channel, due_on=due_on, hour=hour)
    # What was asked is "tomorrow": a repeat finds the step moved already and means the same.
    body = {"do": "tomorrow", "id": follow_up.public_id}
    return _made(
        idempotent(
            actor=actor, key=key, body=body, now=now,
            work=lambda: _moved(follow_up, step, version, actor, now),
        )
    )  # fmt: skip


def move_to(
    follow_up: FollowUp,
    *,
    version: int,
    due_on: date,
    hour: time | None,
    actor: User,
    now: datetime,
    channel: str = "",
    key: str = "",
) -> FollowUp:
    """Move an open step to another day or hour and count the move.

    Raises ValidationError when it is closed or the day is over, StaleError when somebody changed
    it since `version`, KeyReusedError when the key came before with another day.
    """
    refuse_past(due_on, follow_up.branch.local_date(now))
    step = Step(channel=channel or follow_up.channel, due_on=due_on, hour=hour)
    body = {"do": "move", "id": follow_up.public_id, "on": due_on, "hour": hour, "by": channel}
    return _made(
        idempotent(
            actor=actor, key=key, body=body, now=now,
            work=lambda: _moved(follow_up, step, version, actor, now),
        )
    )  # fmt: skip


def _moved(follow_up: FollowUp, step: Step, version: int, actor: User, now: datetime) -> str:
    _refuse_closed(follow_up)
    _move(follow_up, version, step.due_on, step.hour, step.channel, now)
    _write("followup_moved", follow_up, actor=actor, now=now, times=follow_up.moved_count)
    refresh_next_step(follow_up.prospect_id)
    return follow_up.public_id


def _refuse_closed(follow_up: FollowUp) -> None:
    if not follow_up.is_open:
        raise ValidationError(_("This step is already closed."))


def _move(
    follow_up: FollowUp, version: int, due_on: date, hour: time | None, channel: str, now: datetime
) -> None:
    follow_up.save_version(
        version,
        due_at=moment_of(follow_up.branch, due_on, hour),
        due_on=due_on,
        is_timed=hour is not None,
        channel=channel,
        moved_count=follow_up.moved_count + 1,
        moved_at=now,
        moved_from_at=follow_up.due_at,
        moved_from_timed=follow_up.is_timed,
        changed_at=now,
    )


@transaction.atomic
def undo_move(follow_up: FollowUp, *, actor: User, now: datetime) -> FollowUp:
    """Take the last move back. Raises ValidationError when it is too late for that."""
    before = follow_up.moved_from_at
    if before is None or follow_up.moved_at is None or now - follow_up.moved_at > UNDO_FOR:
        raise ValidationError(_("This can no longer be undone."))
    _refuse_closed(follow_up)
    follow_up.save_version(
        follow_up.version,
        due_at=before,
        due_on=follow_up.branch.local_date(before),
        is_timed=follow_up.moved_from_timed,
        moved_count=follow_up.moved_count - 1,
        moved_at=None,
        moved_from_at=None,
        changed_at=now,
    )
    _write("followup_move_undone", follow_up, actor=actor, now=now)
    refresh_next_step(follow_up.prospect_id)
    return follow_up


def cancel(
    follow_up: FollowUp, *, version: int, actor: User, now: datetime, key: str = ""
) -> FollowUp:
    """Give a step up. Raises ValidationError when it is closed, StaleError when it changed."""

    def work() -> str:
        _refuse_closed(follow_up)
        follow_up.save_version(version, state=FollowUp.State.CANCELLED, changed_at=now)
        _write("followup_cancelled", follow_up, actor=actor, now=now)
        refresh_next_step(follow_up.prospect_id)
        return follow_up.public_id

    body = {"do": "cancel", "id": follow_up.public_id}
    return _made(idempotent(actor=actor, key=key, body=body, now=now, work=work))


def write_note(
    prospect: Prospect,
    text: str,
    *,
    actor: User,
    now: datetime,
    opportunity: Opportunity | None = None,
    key: str = "",
    kind: str = "note",
    **data: Any,
) -> None:
    """Put a note on the timeline. Raises ValidationError when it is empty or over 2,000 letters.

    `kind` is *note*, or *advice*: what the customer was advised, with the figures in `data`.
    """
    words = text.strip()
    if not words:
        raise ValidationError(_("Write the note first."))
    if len(words) > NOTE_LENGTH:
        raise ValidationError(_("The note is too long. Keep it under 2,000 letters."))

    def work() -> str:
        entry = timeline.write(
            kind, prospect=prospect, opportunity=opportunity, at=now, actor=actor,
            group="contact", body=words, **data,
        )  # fmt: skip
        return entry.public_id

    body = {"do": kind, "prospect": prospect.public_id, "text": words}
    idempotent(actor=actor, key=key, body=body, now=now, work=work)
