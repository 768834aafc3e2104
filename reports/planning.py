"""What is due: each branch's report on its own clock, the last two periods caught up."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from core.outbox.api import enqueue
from core.outbox.models import Run
from core.periods import Week, at_local, last_ended_week
from org.models import Branch
from reports.mails import WeeklyReportMail, run_key
from reports.models import ReportSchedule

CATCH_UP = 2  # periods


def ensure_schedules() -> int:
    """Give every main branch a row, Monday 07.00; sub-branches are part of theirs."""
    missing = Branch.objects.filter(is_active=True, parent=None).exclude(
        pk__in=ReportSchedule.objects.filter(kind="weekly").values("branch_id")
    )
    rows = [ReportSchedule(branch=branch) for branch in missing]
    ReportSchedule.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def due_at(schedule: ReportSchedule, week: Week) -> datetime:
    """Return when the report of `week` is due: after its Sunday midnight, on the branch's clock."""
    day = week.end + timedelta(days=1 + schedule.weekday)
    return at_local(day, time(schedule.hour), schedule.branch.time_zone)


def weeks_due(schedule: ReportSchedule, now: datetime) -> list[Week]:
    """Return the last periods whose report is due by now, the oldest first."""
    last = last_ended_week(now, schedule.branch.time_zone)
    return [week for week in (last.previous, last) if due_at(schedule, week) <= now][-CATCH_UP:]


def plan(now: datetime) -> int:
    """Ask for the reports that are due and not asked for yet; harmless in any number."""
    ensure_schedules()
    schedules = ReportSchedule.objects.filter(is_active=True, branch__is_active=True)
    wanted = {
        run_key(schedule.branch, week.key): (schedule, week)
        for schedule in schedules.select_related("branch")
        for week in weeks_due(schedule, now)
    }
    known = Run.objects.filter(kind=WeeklyReportMail.code, key__in=wanted)
    for key in set(wanted) - set(known.values_list("key", flat=True)):
        ask(*wanted[key])
    return len(wanted)


def ask(schedule: ReportSchedule, week: Week) -> Run:
    """Ask for one branch's reports of one week; once, however often."""
    return enqueue(
        WeeklyReportMail.code, key=run_key(schedule.branch, week.key),
        due_at=due_at(schedule, week),
        payload={"branch": schedule.branch.public_id, "period": week.key},
    )  # fmt: skip
