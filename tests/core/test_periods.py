"""Weeks, months and their moments in the three zones."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import periods


def test_a_week_has_its_days_number_and_key():
    week = periods.week_of(date(2026, 11, 21))
    assert (week.start, week.end) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (week.number, week.key) == (47, "2026-W47")
    assert date(2026, 11, 22) in week
    assert date(2026, 11, 23) not in week


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_at_the_turn_of_the_year(day, key):
    assert periods.week_of(day).key == key


@pytest.mark.parametrize("key", ["2026-W54", "2025-W53", "2026-W00", "2026-47", "W47", ""])
def test_a_week_that_does_not_exist_is_refused(key):
    with pytest.raises(ValueError, match=r"week|Invalid"):
        periods.week_from_key(key)


@given(st.dates(date(1900, 1, 8), date(2100, 12, 1)))
def test_weeks_and_months_join_without_gap(day):
    for period in (periods.week_of(day), periods.month_of(day)):
        assert day in period
        assert period.next.start == period.end + timedelta(days=1)
        assert period.next.previous == period
    week = periods.week_of(day)
    assert periods.week_from_key(week.key) == week
    assert (week.key < week.next.key) == (week < week.next)


def test_a_month_has_its_days_and_key():
    month = periods.month_of(date(2028, 2, 10))
    assert (month.start, month.end, month.key) == (date(2028, 2, 1), date(2028, 2, 29), "2028-02")


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_week_begins_at_the_branchs_own_midnight(zone, hour):
    begin, until = periods.week_of(date(2026, 11, 21)).bounds(zone)
    assert begin == datetime(2026, 11, 15, hour, tzinfo=UTC)
    assert until == datetime(2026, 11, 22, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "key"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), "WIB", "2026-W46"),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "WIB", "2026-W47"),
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), "WITA", "2026-W46"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "WITA", "2026-W47"),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "WIT", "2026-W47"),
        (datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "WIB", "2026-W47"),
    ],
)
def test_the_last_ended_week_turns_at_sunday_midnight_of_the_zone(moment, zone, key):
    week = periods.last_ended_week(moment, zone)
    assert week.key == key
    assert week.has_ended(moment, zone)
    assert not week.next.has_ended(moment, zone)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        periods.local_date(datetime(2026, 11, 21, 9, 0), "WIB")


def test_an_unknown_zone_is_refused():
    with pytest.raises(KeyError):
        periods.zone_info("UTC")


def test_a_clock_time_of_a_zone():
    moment = periods.at_local(date(2026, 11, 23), time(9), "WITA")
    assert moment == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert periods.local(moment, "WIT").hour == 10


def test_the_last_weeks_end_with_the_given_one():
    weeks = periods.last_weeks(periods.week_of(date(2027, 1, 5)), 3)
    assert [week.key for week in weeks] == ["2026-W52", "2026-W53", "2027-W01"]
