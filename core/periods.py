"""Weeks and months people report by, and the moments they begin and end at in a branch's zone.

Weeks are those of ISO 8601: Monday to Sunday, numbered by the year their Thursday lies in.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# The three zones of Indonesia by the letters people know; none has daylight saving time.
ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


def zone_info(zone: str) -> ZoneInfo:
    """The zone named WIB, WITA or WIT; raises KeyError for any other name."""
    return ZONES[zone]


def local_date(moment: datetime, zone: str) -> date:
    """The date on the wall calendar of `zone` at an aware moment."""
    return local(moment, zone).date()


def start_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the midnight before a moment; what was due earlier is late, what is due today not."""
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the clock of `zone`; a naive moment is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(ZONES[zone])


def at_local(day: date, hour: time, zone: str) -> datetime:
    """The aware moment of a clock time in `zone`, e.g. a follow-up at 09.00 WITA."""
    return datetime.combine(day, hour, ZONES[zone])


def local_bounds(start: date, end: date, zone: str) -> tuple[datetime, datetime]:
    """First moment of `start` and the moment after `end` is over, both aware: [from, until)."""
    after = end + timedelta(days=1)
    return at_local(start, time.min, zone), at_local(after, time.min, zone)


@dataclass(frozen=True, order=True)
class Period:
    """Whole days, `start` and `end` included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The half-open moments [from, until) of the period in `zone`."""
        return local_bounds(self.start, self.end, zone)

    def has_ended(self, now: datetime, zone: str) -> bool:
        """Whether the last midnight of the period has passed in `zone`."""
        return now >= self.bounds(zone)[1]


class Week(Period):
    """Monday to Sunday."""

    @property
    def number(self) -> int:
        """1 to 53."""
        return self.start.isocalendar().week

    @property
    def year(self) -> int:
        """The year the week is counted in, which may differ from that of its first day."""
        return self.start.isocalendar().year

    @property
    def key(self) -> str:
        """`2026-W47`; keys sort as the weeks do."""
        return f"{self.year}-W{self.number:02}"

    @property
    def previous(self) -> "Week":
        """The week before."""
        return week_of(self.start - timedelta(days=7))

    @property
    def next(self) -> "Week":
        """The week after."""
        return week_of(self.start + timedelta(days=7))


class Month(Period):
    """A calendar month."""

    @property
    def key(self) -> str:
        """`2026-11`."""
        return f"{self.start:%Y-%m}"

    @property
    def previous(self) -> "Month":
        """The month before."""
        return month_of(self.start - timedelta(days=1))

    @property
    def next(self) -> "Month":
        """The month after."""
        return month_of(self.end + timedelta(days=1))


def week_of(day: date) -> Week:
    """The week `day` lies in."""
    start = day - timedelta(days=day.weekday())
    return Week(start, start + timedelta(days=6))


def month_of(day: date) -> Month:
    """The month `day` lies in."""
    start = day.replace(day=1)
    after = (start + timedelta(days=31)).replace(day=1)
    return Month(start, after - timedelta(days=1))


def week_from_key(key: str) -> Week:
    """The week of `2026-W47`; raises ValueError for a week that does not exist."""
    if not re.fullmatch(r"[0-9]{4}-W[0-9]{2}", key):
        raise ValueError("a week is written like 2026-W47")
    return week_of(date.fromisocalendar(int(key[:4]), int(key[6:]), 1))


def last_ended_week(now: datetime, zone: str) -> Week:
    """The last week whose Sunday midnight has passed in `zone`."""
    return week_of(local_date(now, zone)).previous


def last_weeks(week: Week, count: int) -> list[Week]:
    """`count` weeks ending with `week`, the oldest first."""
    return [week_of(week.start - timedelta(weeks=n)) for n in range(count - 1, -1, -1)]
