"""The schedule of a branch in words, and how its last reports went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count, day_name, long_date
from core.outbox.models import Delivery, Run
from core.periods import last_ended_week, local
from org.models import Branch
from reports.mails import WeeklyReportMail
from reports.models import ReportSchedule
from reports.planning import due_at

LAST = 5
BADLY = ("failed", "in_doubt", "cancelled", "crashed")
MONDAY = date(2026, 1, 5)  # any


@dataclass(frozen=True)
class Outcome:
    """One report of a branch: when, made or not, how many mails arrived, and why not."""

    period: str
    when: str
    state: str
    tone: str
    mails: str
    why: str = ""


def weekday(number: int) -> date:
    """Return some day of this number, 0 for Monday."""
    return MONDAY + timedelta(days=number)


def next_due(schedule: ReportSchedule, now: datetime) -> datetime:
    """Return when the branch gets its next report, on the branch's own clock."""
    week = last_ended_week(now, schedule.branch.time_zone)
    while due_at(schedule, week) <= now:
        week = week.next
    return due_at(schedule, week)


def hour_words(schedule: ReportSchedule) -> str:
    """Return `Monday 07.00 WIB`."""
    day = day_name(weekday(schedule.weekday))
    return f"{day} {schedule.hour:02}.00 {schedule.branch.time_zone}"


def next_words(schedule: ReportSchedule, now: datetime) -> str:
    """Return the next run as people say it, with the zone; that there is none when switched off."""
    if not schedule.is_active:
        return _("switched off")
    if not schedule.branch.is_active:
        return _("the branch is closed")
    moment = next_due(schedule, now).astimezone(schedule.branch.zone)
    return f"{long_date(moment.date())}, {moment:%H.%M} {schedule.branch.time_zone}"


def last_runs(schedules: Iterable[ReportSchedule]) -> dict[int, list[Run]]:
    """Return the newest runs of each branch, newest first, in one query."""
    branches = {one.branch.public_id: one.branch_id for one in schedules}
    found: dict[int, list[Run]] = {number: [] for number in branches.values()}
    runs = Run.objects.filter(kind=WeeklyReportMail.code, payload__branch__in=list(branches))
    for run in runs.order_by("-due_at", "-pk")[: LAST * max(len(branches), 1) * 2]:
        mine = found[branches[run.payload["branch"]]]
        if len(mine) < LAST:
            mine.append(run)
    return found


def outcomes(runs: list[Run]) -> list[Outcome]:
    """Return what became of each run: made, sent, failed with the reason."""
    mails = Delivery.objects.filter(run__in=runs)
    tallies: dict[int, Any] = {
        row["run"]: row
        for row in mails.values("run").annotate(
            all=Count("pk"), sent=Count("pk", filter=Q(state=Delivery.State.SENT))
        )
    }
    errors: dict[int, set[str]] = {}
    ended = mails.filter(state__in=BADLY).values_list("run", "state", "last_error")
    for run_id, state, error in ended[:200]:
        errors.setdefault(run_id, set()).add(error or str(Delivery.State(state).label))
    zones = dict(Branch.objects.values_list("public_id", "time_zone"))
    return [
        _outcome(run, tallies.get(run.pk, {}), errors.get(run.pk, set()),
                 zones.get(run.payload["branch"], "WIB"))
        for run in runs
    ]  # fmt: skip


def _outcome(run: Run, tally: dict[str, int], errors: set[str], zone: str) -> Outcome:
    total, sent = tally.get("all", 0), tally.get("sent", 0)
    moment = local(run.finished_at or run.due_at, zone)
    is_bad = run.state in ("failed", "crashed") or bool(errors)
    is_done = run.state == Run.State.DONE
    return Outcome(
        period=str(run.payload.get("period", "")),
        when=f"{long_date(moment.date())}, {moment:%H.%M} {zone}",
        state=_("Made") if is_done else run.get_state_display(),
        tone="bad" if is_bad else "ok" if is_done and sent == total else "acc",
        mails=_mail_words(total, sent) if total else _("no mail yet"),
        why="; ".join(filter(None, [run.last_error, *sorted(errors)])),
    )


def _mail_words(total: int, sent: int) -> str:
    text = ngettext("%(sent)s of %(total)s mail sent", "%(sent)s of %(total)s mails sent", total)
    return text % {"sent": count(sent), "total": count(total)}
