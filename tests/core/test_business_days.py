"""Working days, with the deadlines worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import business_days as bd

HOLIDAYS = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 5)})
FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, date(2026, 12, 21)),
        (3, date(2026, 12, 23)),
        (4, date(2026, 12, 28)),
        (5, date(2026, 12, 29)),
        (10, date(2027, 1, 7)),
        (0, FRIDAY),
        (-1, date(2026, 12, 17)),
    ],
)
def test_a_complaint_of_friday_18_december(count, expected):
    assert bd.add_business_days(FRIDAY, count, HOLIDAYS) == expected
    assert bd.business_days_between(FRIDAY, expected, HOLIDAYS) == count


def test_three_times_24_hours_runs_through_the_weekend():
    asked = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert bd.clock_deadline(asked, 72) == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


def test_what_is_a_working_day():
    assert bd.is_business_day(FRIDAY, HOLIDAYS)
    assert not bd.is_business_day(date(2026, 12, 19), HOLIDAYS)
    assert not bd.is_business_day(date(2026, 12, 20), HOLIDAYS)
    assert not bd.is_business_day(date(2026, 12, 24), HOLIDAYS)
    assert bd.is_business_day(date(2026, 12, 24), ())


def test_the_next_day_skips_the_weekend_and_holidays():
    assert bd.next_business_day(date(2026, 12, 23), HOLIDAYS) == date(2026, 12, 28)
    assert bd.next_business_day(date(2026, 12, 26), HOLIDAYS) == date(2026, 12, 28)
    assert bd.next_business_day(date(2026, 12, 28), HOLIDAYS) == date(2026, 12, 29)


def test_a_due_date_moves_to_the_side_the_product_asks():
    assert bd.on_or_after(date(2026, 12, 25), HOLIDAYS) == date(2026, 12, 28)
    assert bd.on_or_before(date(2026, 12, 25), HOLIDAYS) == date(2026, 12, 23)
    assert bd.on_or_after(FRIDAY, HOLIDAYS) == bd.on_or_before(FRIDAY, HOLIDAYS) == FRIDAY


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
free = st.frozensets(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=40)


@given(days, st.integers(-60, 60).filter(bool), free)
def test_adding_lands_on_a_working_day_that_counts_back(day, count, holidays):
    landed = bd.add_business_days(day, count, holidays)
    assert bd.is_business_day(landed, holidays)
    if bd.is_business_day(day, holidays):
        assert bd.business_days_between(day, landed, holidays) == count


@given(days, st.integers(0, 400), st.integers(0, 400), free)
def test_counts_add_up(day, first, second, holidays):
    middle, end = day + timedelta(first), day + timedelta(first + second)
    whole = bd.business_days_between(day, end, holidays)
    parts = (
        bd.business_days_between(day, middle, holidays),
        bd.business_days_between(middle, end, holidays),
    )
    assert whole == sum(parts)
