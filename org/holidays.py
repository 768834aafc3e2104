"""National holidays and joint leave into editable rows, from the `holidays` package.

The package follows the joint decree of the ministers once a year is announced. Where a decree
differs from it, CORRECTIONS say so with the decree's own words; they win.
"""

from collections.abc import Iterable
from datetime import date

import holidays

from org.models import Holiday

JOINT_LEAVE = "Cuti Bersama"
UNCERTAIN = " (perkiraan)"
# (day, name or "" when the day is none, is joint leave): what a decree says otherwise.
CORRECTIONS: tuple[tuple[date, str, bool], ...] = ()


def decreed(years: Iterable[int]) -> dict[date, tuple[str, bool]]:
    """Return day -> (Indonesian name, whether it is joint leave) of these years."""
    years = set(years)
    found = holidays.country_holidays(
        "ID", years=years, language="id", categories=("public", "government")
    )
    days = {
        day: (name.replace(UNCERTAIN, ""), name.startswith(JOINT_LEAVE))
        for day, name in found.items()
    }
    for day, name, is_joint in CORRECTIONS:
        if day.year in years:
            days.pop(day, None)
            days |= {day: (name, is_joint)} if name else {}
    return days


def load(years: Iterable[int]) -> tuple[int, int]:
    """Write the days that are not there yet; return (added, already there).

    Rows that people edited stay as they are, so loading a year twice changes nothing.
    """
    wanted = decreed(years)
    there = set(Holiday.objects.filter(branch=None).values_list("day", flat=True))
    rows = [
        Holiday(
            day=day,
            name=name,
            kind=Holiday.Kind.JOINT_LEAVE if is_joint else Holiday.Kind.NATIONAL,
        )
        for day, (name, is_joint) in sorted(wanted.items())
        if day not in there
    ]
    Holiday.objects.bulk_create(rows)
    return len(rows), len(wanted) - len(rows)
