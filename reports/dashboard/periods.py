"""The periods a dashboard can show, and the days each is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.formats import day_and_month, month_name
from core.periods import Period, month_of, week_of

CODES = ("week", "month", "quarter", "all")
DEFAULT = "month"


def _quarter_start(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _same_length(start: date, days: int, last: date) -> Period:
    """As many days from `start`, but not beyond `last`: 31 March is compared with 28 February."""
    return Period(start, min(start + timedelta(days=days), last))


@dataclass(frozen=True)
class Shown:
    """The days shown, up to today, and those before they are compared with; None is all time."""

    code: str
    today: date
    days: Period | None
    before: Period | None

    @property
    def label(self) -> str:
        """The period in words: `November`."""
        return labels(self.today)[self.code]

    @property
    def before_label(self) -> str:
        """The last day of the comparison: `18 Oktober`."""
        return day_and_month(self.before.end) if self.before else ""

    def query(self) -> dict[str, str]:
        """Return `from` and `to` as the lists read them; empty for all time."""
        if self.days is None:
            return {"from": "", "to": ""}
        return {"from": self.days.start.isoformat(), "to": self.days.end.isoformat()}


def labels(today: date) -> dict[str, str]:
    """Return the words on the switch."""
    return {
        "week": _("Week"),
        "month": month_name(today.month),
        "quarter": _("Quarter"),
        "all": _("All time"),
    }


def read(code: str, today: date) -> Shown:
    """Return the period asked for, the month when the code is unknown."""
    if code == "all":
        return Shown(code, today, None, None)
    if code == "week":
        week = week_of(today)
        before = week.previous
        return Shown(code, today, Period(week.start, today),
                     _same_length(before.start, (today - week.start).days, before.end))  # fmt: skip
    if code == "quarter":
        start = _quarter_start(today)
        eve = start - timedelta(days=1)
        return Shown(code, today, Period(start, today),
                     _same_length(_quarter_start(eve), (today - start).days, eve))  # fmt: skip
    month = month_of(today)
    last = month.previous
    return Shown(DEFAULT, today, Period(month.start, today),
                 _same_length(last.start, (today - month.start).days, last.end))  # fmt: skip
