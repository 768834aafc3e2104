"""Dates and hours in words, and the one order a typed date is read in."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import formats
from core.formats import DateError, parse_day_first

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_dates_in_indonesian():
    assert formats.long_date(DAY, "id") == "Sabtu, 21 November 2026"
    assert formats.short_date(DAY, "id") == "Sab 21 Nov"
    assert formats.date_words(DAY, "id") == "21 November 2026"
    assert formats.month_words(date(2026, 8, 1), "id") == "Agustus 2026"
    assert formats.short_date(date(2026, 11, 20), "id") == "Jum 20 Nov"


def test_dates_in_english():
    assert formats.long_date(DAY, "en") == "Saturday, 21 November 2026"
    assert formats.short_date(DAY, "en-gb") == "Sat 21 Nov"
    assert formats.date_words(date(2026, 8, 1), "en") == "1 August 2026"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "16–22 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November – 6 Desember 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Desember 2026 – 3 Januari 2027"),
        (DAY, DAY, "21 November 2026"),
    ],
)
def test_a_period_names_month_and_year_once(start, end, words):
    assert formats.period_words(start, end, "id") == words


def test_hours_have_a_point_and_the_zone_when_asked():
    assert formats.hour(time(7, 5)) == "07.05"
    assert formats.hour_with_zone(MOMENT, "WIB") == "16.30 WIB"
    assert formats.hour_with_zone(MOMENT, "WITA") == "17.30 WITA"
    assert formats.hour_with_zone(MOMENT, "WIT") == "18.30 WIT"
    assert formats.moment_words(MOMENT, "WIB", "id") == "Sabtu, 21 November 2026, 16.30 WIB"


@pytest.mark.parametrize(
    ("then", "words", "english"),
    [
        (DAY, "hari ini", "today"),
        (date(2026, 11, 20), "kemarin", "yesterday"),
        (date(2026, 11, 22), "besok", "tomorrow"),
        (date(2026, 11, 19), "2 hari", "2 days"),
        (date(2026, 11, 15), "6 hari", "6 days"),
        (date(2026, 11, 14), "14 Nov", "14 Nov"),
        (date(2026, 8, 3), "3 Agu", "3 Aug"),
        (date(2025, 11, 16), "16 Nov 2025", "16 Nov 2025"),
        (date(2026, 11, 23), "23 Nov", "23 Nov"),
        (date(2027, 1, 2), "2 Jan 2027", "2 Jan 2027"),
    ],
)
def test_relative_days(then, words, english):
    assert formats.relative_day(then, DAY, "id") == words
    assert formats.relative_day(then, DAY, "en") == english


def test_a_moment_of_today_is_its_hour_in_the_zone():
    late = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)
    assert formats.relative_moment(MOMENT, late, "WIB", "id") == "16.30"
    assert formats.relative_moment(MOMENT, late + timedelta(minutes=1), "WIB", "id") == "kemarin"


def test_lateness_counts_whole_days_and_not_today():
    assert formats.late_words(DAY, DAY, "id") == ""
    assert formats.late_words(DAY + timedelta(1), DAY, "id") == ""
    assert formats.late_words(DAY - timedelta(1), DAY, "id") == "lewat 1 hari"
    assert formats.late_words(DAY - timedelta(3), DAY, "id") == "lewat 3 hari"
    assert formats.late_words(DAY - timedelta(1), DAY, "en") == "1 day late"
    assert formats.late_words(DAY - timedelta(3), DAY, "en") == "3 days late"


def test_counts_and_percents():
    assert formats.count(1234567) == "1.234.567"
    assert formats.percent(Decimal("6.75")) == "6,75%"
    assert formats.percent(Decimal("71.00")) == "71%"
    assert formats.percent(Decimal("0.125")) == "0,13%"
    assert formats.percent(Decimal(100)) == "100%"


READ = [
    ("21/11/2026", DAY),
    ("21-11-2026", DAY),
    ("2026-11-21", DAY),
    (" 21/11/2026\n", DAY),
    ("２１／１１／２０２６", DAY),
    ("05/04/2026", date(2026, 4, 5)),
    ("12/11/2026", date(2026, 11, 12)),
    ("29/02/2028", date(2028, 2, 29)),
    ("01/01/1900", date(1900, 1, 1)),
    ("21/11/2036", date(2036, 11, 21)),
]

REFUSED = [
    ("", "date_empty"),
    ("02/13/2026", "date_month"),
    ("12/31/2026", "date_month"),
    ("11-21-2026", "date_month"),
    ("2026-21-11", "date_month"),
    ("01/00/2026", "date_month"),
    ("31/11/2026", "date_unreal"),
    ("29/02/2026", "date_unreal"),
    ("30/02/2028", "date_unreal"),
    ("00/11/2026", "date_unreal"),
    ("32/01/2026", "date_unreal"),
    ("31/12/1899", "date_range"),
    ("22/11/2036", "date_range"),
    ("01/01/9999", "date_range"),
    ("0001-01-01", "date_range"),
    *[
        (text, "date_format")
        for text in (
            "1/2/2026",
            "21/11/26",
            "21.11.2026",
            "21 11 2026",
            "21/11-2026",
            "21-11/2026",
            "2026/11/21",
            "20261121",
            "21112026",
            "2026-1-2",
            "21 November 2026",
            "21 Nov 2026",
            "Nov 21, 2026",
            "hari ini",
            "besok",
            "21/11",
            "11/2026",
            "21/11/2026 09.00",
            "2026-11-21T09:00",
            "/11/2026",
            "21//2026",
            "--",
            "21/11/2026/1",
            "+21/11/2026",
            "٢١/١١/٢٠٢٦",
            "21⁄11⁄2026",
            "a1/11/2026",
            "2026-W47",
            "-21/11/2026",
            "21/11/20266",
        )
    ],
]


@pytest.mark.parametrize(("typed", "expected"), READ)
def test_a_date_is_read_day_first(typed, expected):
    assert parse_day_first(typed, today=DAY) == expected


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_any_other_date_is_refused(typed, code):
    with pytest.raises(DateError) as refusal:
        parse_day_first(typed, today=DAY)
    assert refusal.value.code == code


@given(st.dates(date(1900, 1, 1), date(2036, 11, 21)))
def test_every_date_is_read_back_and_never_in_american_order(day):
    assert parse_day_first(f"{day:%d/%m/%Y}", today=DAY) == day
    assert parse_day_first(f"{day:%d-%m-%Y}", today=DAY) == day
    assert parse_day_first(day.isoformat(), today=DAY) == day
    if day.day > 12:
        with pytest.raises(DateError):
            parse_day_first(f"{day:%m/%d/%Y}", today=DAY)


# What nearly is a date, in any order and with any mark between.
near = st.builds(
    "{:02}{mark}{:02}{mark}{:04}".format, st.integers(0, 40), st.integers(0, 14),
    st.integers(1890, 2045), mark=st.sampled_from("/-."),
) | st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(1890, 2045), st.integers(0, 14), st.integers(0, 40)
)  # fmt: skip


@settings(max_examples=600)
@given(near | st.text(max_size=12))
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        found = parse_day_first(text, today=DAY)
    except DateError:
        return
    assert date(1900, 1, 1) <= found <= formats.latest_date(DAY)


def test_ten_years_after_a_leap_day():
    assert formats.latest_date(date(2028, 2, 29)) == date(2038, 2, 28)
