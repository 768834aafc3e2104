"""On which days instalments fall due, and how many days the first period has."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from products.calculators.arithmetic import MONTHS, CalculationError

Rule = Literal["same_day", "fixed_day", "month_end"]
RULES: tuple[Rule, ...] = ("same_day", "fixed_day", "month_end")
LONGEST_MONTH = 31
SATURDAY = 5


def months_later(day: date, months: int, *, wanted: int | None = None) -> date:
    """Return day `wanted` (else the same day) `months` later; the last day of a short month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(wanted or day.day, monthrange(year, month + 1)[1]))


def due_day(disbursed_on: date, number: int, rule: Rule, day: int | None = None) -> date:
    """Return the due day of instalment `number`, the first of them in the following month.

    `same_day`: the day of disbursement; `fixed_day`: `day` of each month; `month_end`: its last
    day. A month without that day ends earlier. Raises CalculationError.
    """
    if rule not in RULES:
        raise CalculationError("due_rule", f"The rule must be one of {', '.join(RULES)}.")
    if rule == "fixed_day" and (day is None or not 1 <= day <= LONGEST_MONTH):
        raise CalculationError("due_day", "A fixed day lies between 1 and 31.")
    wanted = {"same_day": None, "fixed_day": day, "month_end": LONGEST_MONTH}[rule]
    return months_later(disbursed_on, number, wanted=wanted)


def moved(day: date, rule: str, closed: Collection[date]) -> date:
    """Return the day an instalment may be paid at last: `stay`, or the `next` or `previous`
    working day where the bank is closed on a weekend or one of the `closed` days."""
    step = timedelta(days={"next": 1, "previous": -1}.get(rule, 0))
    while step and (day.weekday() >= SATURDAY or day in closed):
        day += step
    return day


def first_days(disbursed_on: date, rule: Rule, day: int | None = None) -> int:
    """Return the days from disbursement to the first due day, for interest by days."""
    return (due_day(disbursed_on, 1, rule, day) - disbursed_on).days
