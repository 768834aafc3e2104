"""The calendar: a week as a grid, a day as an agenda."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.formats import day_name, hour, late_words, long_date, period_words
from followups.day import late_steps, steps_of
from followups.models import FollowUp
from followups.outcomes import Channel, outcome_label
from followups.rows import AgendaRow, agenda_row, day_title, outcome_url
from followups.words import due_words, step_words
from org.models import User

DAYS = 6  # Monday to Saturday; a step on a Sunday shows on its own day page
FIRST_HOUR, ROWS = 8, 20  # half hours from 08.00
HOUR_LONG = 2
SHOWN = 300
SHORT = 3


@dataclass(frozen=True)
class Event:
    """A timed step in the grid; the css places it."""

    url: str
    css: str
    name: str
    more: str
    detail: str
    is_done: bool
    is_sheet: bool


@dataclass(frozen=True)
class Column:
    """One day of the week."""

    index: int
    name: str
    number: int
    count: int
    url: str
    is_today: bool
    is_chosen: bool


@dataclass(frozen=True)
class Loose:
    """A step without an hour."""

    name: str
    detail: str
    when: str
    css: str
    url: str


@dataclass(frozen=True)
class Week:
    """Ready strings for the page."""

    title: str
    day_title: str
    day_short: str
    previous_url: str
    next_url: str
    today_url: str
    day_url: str
    week_url: str
    columns: list[Column]
    events: list[Event]
    loose: list[Loose]
    loose_count: int
    agenda: list[AgendaRow]
    now_css: str
    now_words: str
    hours: list[tuple[int, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the person's stands in this week."""
        return not any(column.count for column in self.columns)


def week_of(user: User, now: datetime, today: date, day: date, *, by_day: bool) -> Week:
    """Return the week around `day`. Three queries."""
    monday = day - timedelta(days=day.weekday())
    steps = list(
        steps_of(user)
        .between(monday, monday + timedelta(days=6))
        .exclude(state="cancelled")
        .filter(prospect__archived_at=None, prospect__restricted_at=None)
        .in_order()[:SHOWN]
    )
    late, late_count = late_steps(user, today)
    planned = [step for step in steps if step.is_open and not step.is_timed]
    loose = [*late, *(step for step in planned if step.due_on >= today)]
    step_days = timedelta(days=1 if by_day else 7)
    return Week(
        title=period_words(monday, monday + timedelta(days=DAYS - 1)),
        day_title=long_date(day),
        day_short=day_title(day),
        previous_url=_url(day - step_days, by_day),
        next_url=_url(day + step_days, by_day),
        today_url=_url(today, True) if by_day else reverse("followups:calendar"),
        day_url=_url(day, True),
        week_url=_url(day, False),
        columns=_columns(monday, today, day, steps),
        events=_events([step for step in steps if _placed_at(step)], monday, today),
        loose=[_loose(step, today) for step in loose[:12]],
        loose_count=late_count + len(loose) - len(late),
        agenda=[agenda_row(step) for step in _of_day(steps, day)],
        now_css=_now_css(now.astimezone(user.zone), monday),
        now_words=_("Now %(hour)s") % {"hour": hour(now.astimezone(user.zone))},
        hours=[(2 * n, f"{FIRST_HOUR + n:02d}.00") for n in range(ROWS // 2)],
        cells=[_cell(index, row, monday, today) for row in range(ROWS) for index in range(DAYS)],
    )


def _url(day: date, by_day: bool) -> str:
    view = "&view=day" if by_day else ""
    return f"{reverse('followups:calendar')}?day={day.isoformat()}{view}"


def _of_day(steps: list[FollowUp], day: date) -> list[FollowUp]:
    rows = [step for step in steps if step.due_on == day]
    return sorted(rows, key=lambda step: (not step.is_timed, step.due_at, step.pk))


def _columns(monday: date, today: date, chosen: date, steps: list[FollowUp]) -> list[Column]:
    counts: dict[date, int] = defaultdict(int)
    for step in steps:
        counts[step.due_on] += 1
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    return [
        Column(
            index=n,
            name=day_name(day)[:SHORT],
            number=day.day,
            count=counts[day],
            url=_url(day, True),
            is_today=day == today,
            is_chosen=day == chosen,
        )
        for n, day in enumerate(days)
    ]


def _row_of(at: time) -> int:
    """Return the half hour of the grid; what lies outside stands at its edge."""
    row = (at.hour - FIRST_HOUR) * 2 + at.minute // 30
    return min(max(row, 0), ROWS - 1)


def _placed_at(step: FollowUp) -> datetime | None:
    """Return where a step stands in the grid: at its hour, else when it was done that day."""
    if step.is_timed:
        return step.local_due
    if step.done_at is not None and step.done_on == step.due_on:
        return step.done_at.astimezone(step.branch.zone)
    return None


def _events(steps: list[FollowUp], monday: date, today: date) -> list[Event]:
    slots: dict[tuple[int, int], list[FollowUp]] = defaultdict(list)
    for step in steps:
        column, at = (step.due_on - monday).days, _placed_at(step)
        if column < DAYS and at is not None:
            slots[column, _row_of(at.time())].append(step)
    return [_event(rows, *slot, slots, today) for slot, rows in sorted(slots.items())]


def _event(
    rows: list[FollowUp], column: int, row: int,
    slots: dict[tuple[int, int], list[FollowUp]], today: date,
) -> Event:  # fmt: skip
    """Return what stands in one slot; several steps at one hour lead to the page of the day."""
    step, others = rows[0], len(rows) - 1
    is_long = step.channel in {Channel.VISIT, Channel.MEETING} and (column, row + 1) not in slots
    span = HOUR_LONG if is_long and row + HOUR_LONG <= ROWS else 1
    is_done = all(not other.is_open for other in rows)
    css = f"ao-gd{column} ao-gr{row} ao-gs{span} {_tone(step, is_done, today)}"
    detail = outcome_label(step.channel, step.outcome) if is_done else step_words(step)
    is_missed = not is_done and step.due_on < today
    return Event(
        url=_url(step.due_on, True) if others or is_done else outcome_url(step),
        css=css.strip(),
        name=step.prospect.name,
        more=f"+{others}" if others else "",
        detail="" if span == 1 else _("Outcome not logged") if is_missed else detail,
        is_done=is_done,
        is_sheet=not others and not is_done,
    )


def _tone(step: FollowUp, is_done: bool, today: date) -> str:
    if is_done:
        return "ao-done"
    if step.due_on < today:
        return "ao-bad"
    if step.channel == Channel.MEETING:
        return "ao-int"
    return "" if step.channel == Channel.VISIT else "ao-tel"


def _loose(step: FollowUp, today: date) -> Loose:
    late = late_words(step.due_on, today)
    return Loose(
        name=step.prospect.name,
        detail=step_words(step),
        when=late or capfirst(due_words(step, today)),
        css="ao-cbad" if late else "ao-c3",
        url=reverse("followups:move", args=[step.public_id]),
    )


def _now_css(at: datetime, monday: date) -> str:
    """Return where the line of the present hour stands; empty outside the shown week."""
    column = (at.date() - monday).days
    if not 0 <= column < DAYS or not FIRST_HOUR <= at.hour < FIRST_HOUR + ROWS // 2:
        return ""
    return f"ao-gd{column} ao-gr{_row_of(at.time())}"


def _cell(column: int, row: int, monday: date, today: date) -> str:
    css = f"ao-gd{column} ao-gr{row}"
    if row % 2 == 0:
        css += " ao-hf"
    if monday + timedelta(days=column) == today:
        css += " ao-tdc"
    return css
