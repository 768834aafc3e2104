"""Dates, hours and counts as people here read them, in Indonesian and English.

`language` is `id` or `en`; without it the active language is used. Hours have a point (16.30)
and thousands a point (1.234) in both languages, as in every other paper of the bank.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.periods import local, local_date

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
# Agustus is shortened to Agu and so on; three letters are unmistakable in both languages.
SHORT = 3
_WORDS = {
    "id": {
        "today": "hari ini",
        "yesterday": "kemarin",
        "tomorrow": "besok",
        "days": "{n} hari",
        "late": "lewat {n} hari",
    },
    "en": {
        "today": "today",
        "yesterday": "yesterday",
        "tomorrow": "tomorrow",
        "days": "{n} days",
        "late": "{n} days late",
        "late_one": "1 day late",
    },
}


def _language(language: str | None) -> str:
    chosen = language or get_language() or "id"
    return "en" if chosen.startswith("en") else "id"


def day_name(day: date, language: str | None = None) -> str:
    """`Sabtu`."""
    return _DAYS[_language(language)][day.weekday()]


def month_name(month: int, language: str | None = None) -> str:
    """`November` for 11."""
    return _MONTHS[_language(language)][month - 1]


def month_words(day: date, language: str | None = None) -> str:
    """`November 2026`."""
    return f"{month_name(day.month, language)} {day.year}"


def date_words(day: date, language: str | None = None) -> str:
    """`21 November 2026`."""
    return f"{day.day} {month_words(day, language)}"


def long_date(day: date, language: str | None = None) -> str:
    """`Sabtu, 21 November 2026`."""
    return f"{day_name(day, language)}, {date_words(day, language)}"


def short_date(day: date, language: str | None = None) -> str:
    """`Sab 21 Nov`."""
    return f"{day_name(day, language)[:SHORT]} {day_and_month(day, language)}"


def day_and_month(day: date, language: str | None = None) -> str:
    """`21 Nov`."""
    return f"{day.day} {month_name(day.month, language)[:SHORT]}"


def period_words(start: date, end: date, language: str | None = None) -> str:
    """`16–22 November 2026`, naming month and year once where both share them."""
    last = date_words(end, language)
    if start.year != end.year:
        return f"{date_words(start, language)} – {last}"
    if start.month != end.month:
        return f"{start.day} {month_name(start.month, language)} – {last}"
    return last if start == end else f"{start.day}–{last}"


def hour(value: datetime | time) -> str:
    """`16.30` of a clock time, or of a moment already in the reader's zone."""
    return f"{value:%H.%M}"


def hour_with_zone(moment: datetime, zone: str) -> str:
    """`16.30 WIB`: an aware moment on the clock of WIB, WITA or WIT."""
    return f"{hour(local(moment, zone))} {zone}"


def moment_words(moment: datetime, zone: str, language: str | None = None) -> str:
    """`Sabtu, 21 November 2026, 16.30 WIB`."""
    return f"{long_date(local_date(moment, zone), language)}, {hour_with_zone(moment, zone)}"


def relative_day(then: date, today: date, language: str | None = None) -> str:
    """How long ago, or which day: hari ini, kemarin, besok, `3 hari`, `16 Nov`, `16 Nov 2025`.

    Days are counted from 2 to 6 back; the year is named when it is not that of `today`.
    """
    words, ago = _WORDS[_language(language)], (today - then).days
    named = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if ago in named:
        return words[named[ago]]
    if 2 <= ago <= 6:
        return words["days"].format(n=ago)
    year = "" if then.year == today.year else f" {then.year}"
    return f"{day_and_month(then, language)}{year}"


def relative_moment(then: datetime, now: datetime, zone: str, language: str | None = None) -> str:
    """`10.52` for today in `zone`, else as relative_day."""
    day, today = local_date(then, zone), local_date(now, zone)
    return hour(local(then, zone)) if day == today else relative_day(day, today, language)


def late_words(due: date, today: date, language: str | None = None) -> str:
    """`lewat 3 hari` for a task; empty when it is due today or later."""
    words, late = _WORDS[_language(language)], (today - due).days
    if late <= 0:
        return ""
    return words["late_one"] if late == 1 and "late_one" in words else words["late"].format(n=late)


def count(number: int) -> str:
    """`1.234`."""
    return f"{number:,}".replace(",", ".")


def percent(value: Decimal, decimals: int = 2) -> str:
    """`6,75%` of a number of percent, rounded half up, trailing zeros left out."""
    return f"{decimal_words(value, decimals)}%"


def decimal_words(value: Decimal, decimals: int = 2) -> str:
    """`1.234,5`, rounded half up, trailing zeros left out."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,"))


class DateError(InputError):
    """A date that cannot be read day first, does not exist, or is out of range."""


EARLIEST = date(1900, 1, 1)
YEARS_AHEAD = 10
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{2})([/-])(?P<month>[0-9]{2})\2(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


def parse_day_first(text: str, *, today: date) -> date:
    """A date written DD/MM/YYYY, DD-MM-YYYY or YYYY-MM-DD, from 1900 to ten years after `today`.

    Never tries another order: 02/13/2026 is refused, not turned into 13 February. Raises
    DateError with code date_empty, date_format, date_month, date_unreal or date_range.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        raise DateError("date_empty", DATE_EMPTY_MESSAGE)
    found = _DAY_FIRST.fullmatch(typed) or _ISO.fullmatch(typed)
    if found is None:
        raise DateError("date_format", _DATE_FORMAT)
    day = _real_date(int(found["year"]), int(found["month"]), int(found["day"]))
    if not EARLIEST <= day <= latest_date(today):
        raise DateError("date_range", _DATE_RANGE, year=today.year + YEARS_AHEAD)
    return day


def latest_date(today: date) -> date:
    """Ten years ahead; from 29 February to 28 February where that year has none."""
    try:
        return today.replace(year=today.year + YEARS_AHEAD)
    except ValueError:
        return today.replace(year=today.year + YEARS_AHEAD, day=28)


def _real_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise DateError("date_month", _DATE_MONTH, month=month)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("date_unreal", _DATE_UNREAL) from None


DATE_EMPTY_MESSAGE = _("Enter the date.")
_DATE_FORMAT = _("Write the date as day, month, year, like 21/11/2026.")
_DATE_MONTH = _("There is no month %(month)d. Write the day first, like 21/11/2026.")
_DATE_UNREAL = _("This date does not exist. Check the day and the month.")
_DATE_RANGE = _("The date must lie between 1900 and %(year)d.")
