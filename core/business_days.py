"""Working days of the bank: Monday to Friday without holidays.

The holidays are given (national, collective leave and local days as the bank counts them), so
these functions know no calendar of their own. Rules counted in hours run on the clock instead.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    """Whether the bank works on `day`."""
    return day.weekday() <= FRIDAY and day not in holidays


def next_business_day(day: date, holidays: Collection[date]) -> date:
    """The first working day after `day`."""
    return add_business_days(day, 1, holidays)


def on_or_after(day: date, holidays: Collection[date]) -> date:
    """`day` itself if worked on, else the next working day (due dates that move forward)."""
    return day if is_business_day(day, holidays) else add_business_days(day, 1, holidays)


def on_or_before(day: date, holidays: Collection[date]) -> date:
    """`day` itself if worked on, else the working day before (due dates that move back)."""
    return day if is_business_day(day, holidays) else add_business_days(day, -1, holidays)


def add_business_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The `count`-th working day after `day` (before it when negative); `day` itself for 0.

    The starting day is never counted: 10 working days given on a Friday begin on Monday.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, holidays)
    return day


def business_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after `start` up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -business_days_between(end, start, holidays)
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_business_day(day, holidays) for day in span)


def clock_deadline(moment: datetime, hours: int) -> datetime:
    """Deadlines in hours run through nights and holidays: 3 x 24 hours is 72 hours later."""
    return moment + timedelta(hours=hours)
