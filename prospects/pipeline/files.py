"""*Posisi berkas*: who holds the file, since when, and until which working day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.business_days import add_business_days, business_days_between, on_or_after
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.calendars import holidays_between
from org.models import Branch, User
from prospects.models import FileHolder, FilePosition, Opportunity, TimelineEntry
from prospects.models.opportunity import HOLDER_TARGET_DAYS
from prospects.pipeline.base import require, require_open, tell, today_at

HORIZON = timedelta(days=60)
# An analyst gives a file back to the officer, or passes it on to the approver.
ANALYST_HANDS_TO = (FileHolder.OFFICER, FileHolder.APPROVER)


def due_on(holder: str, since: date, holidays: set[date]) -> date:
    """Return the last working day of the holder's target; the day of receipt is day one."""
    start = on_or_after(since, holidays)
    return add_business_days(start, HOLDER_TARGET_DAYS[holder] - 1, holidays)


def working_day(since: date, today: date, holidays: set[date]) -> int:
    """Return which working day it is that the holder has the file, 1 for the first."""
    return max(1, business_days_between(since - timedelta(days=1), today, holidays))


def analysts_of(branch: Branch) -> list[User]:
    """Return the credit analysts who serve the branch: its own or those of its main branch."""
    ids = [branch.pk, branch.parent_id] if branch.parent_id else [branch.pk]
    people = User.objects.filter(role=Role.CREDIT_ANALYST, is_active=True, branch_id__in=ids)
    return list(people.order_by("full_name"))


def holders_for(user: User) -> list[str]:
    """Return to whom this person may hand a file."""
    if user.may(P.OPPORTUNITY_CHANGE) or user.may(P.DISBURSEMENT_CONFIRM):
        return list(FileHolder.values)
    return [str(code) for code in ANALYST_HANDS_TO] if user.may(P.FILE_HAND_OVER) else []


def placing(
    opportunity: Opportunity, holder: str, *, now: datetime, analyst: User | None = None
) -> dict[str, Any]:
    """Return what changes on the opportunity when `holder` gets the file ("" for nobody)."""
    if not holder:
        return {"holder": "", "holder_since": None, "holder_due_on": None, "analyst": None}
    since = today_at(opportunity, now)
    holidays = holidays_between(opportunity.branch, since, since + HORIZON)
    if holder == FileHolder.ANALYST and analyst is None:
        analyst = _only_analyst(opportunity.branch)
    return {
        "holder": holder,
        "holder_since": since,
        "holder_due_on": due_on(holder, since, holidays),
        "analyst": analyst if holder == FileHolder.ANALYST else None,
    }


def _only_analyst(branch: Branch) -> User | None:
    """Return the analyst when the branch has exactly one: then there is nothing to choose."""
    analysts = analysts_of(branch)
    return analysts[0] if len(analysts) == 1 else None


def record_position(opportunity: Opportunity, *, actor: User, now: datetime) -> None:
    """Close the running stay and open the one the opportunity now shows."""
    stays = FilePosition.objects.filter(opportunity=opportunity, until=None)
    stays.filter(since__gte=now).delete()
    stays.update(until=now)
    if opportunity.holder and opportunity.holder_due_on:
        FilePosition.objects.create(
            opportunity=opportunity,
            holder=opportunity.holder,
            since=now,
            due_on=opportunity.holder_due_on,
            by=actor,
        )


@dataclass(frozen=True)
class StayBefore:
    """Where the file lay before a change: `stay` is None when nobody held it."""

    was_touched: bool
    stay: FilePosition | None = None


def stay_before(opportunity: Opportunity, changed_at: datetime) -> StayBefore:
    """Tell where the file lay before the change made at exactly `changed_at`."""
    stays = FilePosition.objects.filter(opportunity=opportunity)
    ended = stays.filter(until=changed_at).first()
    began = stays.filter(since=changed_at, until=None).exists()
    return StayBefore(began or ended is not None, ended)


def putting_back(opportunity: Opportunity, before: StayBefore) -> dict[str, Any]:
    """Return what changes on the opportunity when that stay goes on as if it had not ended."""
    if not before.was_touched:
        return {}
    stay = before.stay
    if stay is None:
        return placing(opportunity, "", now=opportunity.updated_at)
    is_analyst = stay.holder == FileHolder.ANALYST
    return {
        "holder": stay.holder,
        "holder_since": today_at(opportunity, stay.since),
        "holder_due_on": stay.due_on,
        "analyst": _only_analyst(opportunity.branch) if is_analyst else None,
    }


def resume_stay(opportunity: Opportunity, before: StayBefore) -> None:
    """Drop the running stay and let the one before go on."""
    if not before.was_touched:
        return
    FilePosition.objects.filter(opportunity=opportunity, until=None).delete()
    if before.stay is not None:
        FilePosition.objects.filter(pk=before.stay.pk).update(until=None)


def _check_hand_over(
    opportunity: Opportunity, holder: str, analyst: User | None, actor: User
) -> None:
    require(actor, P.FILE_HAND_OVER)
    require_open(opportunity)
    if holder not in FileHolder.values:
        raise ValidationError(_("Choose who gets the file."))
    if holder not in holders_for(actor):
        raise PermissionDenied
    if holder != FileHolder.ANALYST:
        return
    analysts = analysts_of(opportunity.branch)
    if analyst is None and len(analysts) > 1:
        raise ValidationError(_("Choose the credit analyst."))
    if analyst is not None and analyst not in analysts:
        raise ValidationError(_("This analyst does not serve the branch."))


@transaction.atomic
def hand_over_file(
    opportunity: Opportunity,
    *,
    holder: str,
    version: int,
    actor: User,
    now: datetime,
    analyst: User | None = None,
) -> Opportunity:
    """Give the file to `holder`; for the analyst also name which one. Handing over again to the
    same holder changes nothing.
    """
    _check_hand_over(opportunity, holder, analyst, actor)
    if holder == opportunity.holder and analyst in (None, opportunity.analyst):
        return opportunity
    before = opportunity.holder
    changes = placing(opportunity, holder, now=now, analyst=analyst)
    opportunity.save_version(version, **changes, updated_at=now)
    record_position(opportunity, actor=actor, now=now)
    given_to = opportunity.analyst.full_name if opportunity.analyst else ""
    tell(
        "file_handed_over", opportunity, actor=actor, now=now, news="handed_over",
        group=TimelineEntry.Group.FILE, holder=holder, before=before, person=given_to,
    )  # fmt: skip
    return opportunity


@transaction.atomic
def undo_hand_over(
    opportunity: Opportunity, *, version: int, actor: User, now: datetime
) -> Opportunity:
    """Take back the last hand-over: the stay before it goes on with its own target."""
    require(actor, P.FILE_HAND_OVER)
    require_open(opportunity)
    running = FilePosition.objects.filter(opportunity=opportunity, until=None).first()
    if running is None:
        raise ValidationError(_("There is no hand-over to take back."))
    before = stay_before(opportunity, running.since)
    opportunity.save_version(version, **putting_back(opportunity, before), updated_at=now)
    resume_stay(opportunity, before)
    tell(
        "file_hand_over_undone", opportunity, actor=actor, now=now, news="handed_over",
        group=TimelineEntry.Group.FILE, holder=opportunity.holder,
    )  # fmt: skip
    return opportunity
