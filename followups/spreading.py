"""On which days the first calls of a whole list are made.

Ten steps a working day, what is planned already included, from the next working day on; a list of
more than a hundred is made within ten working days by a higher number a day. The order is the
list's. So forty names never fall on one morning.
"""

from collections import Counter
from datetime import date, timedelta
from math import ceil

from core.business_days import next_business_day
from followups.models import FollowUp
from org.calendars import holidays_between
from org.models import Branch, User

A_DAY = 10
WITHIN = 10  # working days for a long list
HORIZON = timedelta(days=400)  # as far as days may be full already


def calls_a_day(count: int) -> int:
    """Return how many steps a day may hold while `count` first calls are planned."""
    return max(A_DAY, ceil(count / WITHIN))


def spread(count: int, *, owner: User, branch: Branch, today: date) -> list[date]:
    """Return `count` days, one for each call in order. Two queries."""
    if not count:
        return []
    planned = FollowUp.objects.system("how full the days are").of(owner).open()
    taken = Counter(planned.filter(due_on__gt=today).values_list("due_on", flat=True))
    holidays, limit = holidays_between(branch, today, today + HORIZON), calls_a_day(count)
    days: list[date] = []
    day = next_business_day(today, holidays)
    while len(days) < count:
        free = max(limit - taken[day], 0)
        days += [day] * min(free, count - len(days))
        day = next_business_day(day, holidays)
    return days
