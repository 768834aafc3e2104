"""Working days and hours of a branch."""

from datetime import date, datetime, time, timedelta

from core import business_days
from org.models import Branch, Holiday

MORNING = time(9)  # when a step without a chosen hour is due
WINDOW = timedelta(days=60)  # no run of holidays is longer


def holidays_between(branch: Branch | None, first: date, last: date) -> set[date]:
    """Return the days on which the branch is closed apart from Saturdays and Sundays."""
    rows = Holiday.objects.for_branch(branch).filter(is_bank_holiday=True, day__range=(first, last))
    return set(rows.values_list("day", flat=True))


def working_days_after(branch: Branch | None, day: date, count: int) -> date:
    """Return the working day that is `count` (1 or more) working days after `day`."""
    holidays = holidays_between(branch, day, day + WINDOW + timedelta(days=2 * count))
    return business_days.add_business_days(day, count, holidays)


def next_working_morning(branch: Branch, now: datetime) -> datetime:
    """Return 09.00 on the branch's own clock of the first working day after today there."""
    day = working_days_after(branch, branch.local_date(now), 1)
    return datetime.combine(day, MORNING, branch.zone)


def holidays_of(branch: Branch | None, first_year: int, last_year: int) -> set[date]:
    """Return the days of these years on which the branch is closed apart from weekends."""
    return holidays_between(branch, date(first_year, 1, 1), date(last_year, 12, 31))


def next_working_day(branch: Branch | None, day: date) -> date:
    """Return the first working day after `day`."""
    return working_days_after(branch, day, 1)


def working_days_between(branch: Branch | None, start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; negative when it lies before."""
    holidays = holidays_between(branch, min(start, end), max(start, end))
    return business_days.business_days_between(start, end, holidays)
