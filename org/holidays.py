"""National holidays and joint leave into editable rows, from the `holidays` package.

The package follows the joint decree of the ministers once a year is announced. Where a decree
differs from it, CORRECTIONS say so with the decree's own words; they win.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Line:
    """A day of the decree, and whether loading the year would add it."""

    day: date
    name: str
    kind: str
    is_new: bool


def preview(year: int) -> list[Line]:
    """Return the days of a year as the decree has them; nothing is written."""
    there = {row.day: row for row in Holiday.objects.filter(branch=None, day__year=year)}
    return [
        Line(
            day=day,
            name=there[day].name if day in there else name,
            kind=str(Holiday.Kind(_kind(is_joint)).label),
            is_new=day not in there,
        )
        for day, (name, is_joint) in sorted(decreed([year]).items())
    ]


def _kind(is_joint: bool) -> Holiday.Kind:
    return Holiday.Kind.JOINT_LEAVE if is_joint else Holiday.Kind.NATIONAL


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
            kind=_kind(is_joint),
        )
        for day, (name, is_joint) in sorted(wanted.items())
        if day not in there
    ]
    Holiday.objects.bulk_create(rows)
    return len(rows), len(wanted) - len(rows)
