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
