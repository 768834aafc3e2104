"""Numbers of decisions: by branch and year, without gaps, in the bank's own pattern."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import F

from offers.models import DecisionCounter
from org.models import Branch

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PLACE = re.compile(r"\{(nomor|cabang|bulan|bulan_romawi|tahun)(?::0([1-9]))?\}")


def is_pattern(text: str) -> bool:
    """Tell whether every brace is filled in, and number, branch and year make it unique."""
    names = {found[1] for found in _PLACE.finditer(text)}
    rest = _PLACE.sub("", text)
    return {"nomor", "cabang", "tahun"} <= names and not {"{", "}"} & set(rest)


def fill(pattern: str, *, number: int, branch: str, day: date) -> str:
    """Return the pattern filled in: `003/PTS/BDG/XI/2026`."""
    values: dict[str, str | int] = {"nomor": number, "cabang": branch, "bulan": day.month,
              "bulan_romawi": ROMAN[day.month - 1], "tahun": day.year}  # fmt: skip
    return _PLACE.sub(lambda found: _one(values[found[1]], found[2]), pattern)


def _one(value: str | int, width: str | None) -> str:
    return f"{value:0{width}d}" if width and isinstance(value, int) else str(value)


def next_number(branch: Branch, day: date, pattern: str) -> str:
    """Take the next number of the branch in this year; the row is held until the transaction ends,
    so a decision that is not made leaves no gap."""
    DecisionCounter.objects.bulk_create(
        [DecisionCounter(branch=branch, year=day.year)], ignore_conflicts=True
    )
    rows = DecisionCounter.objects.filter(branch=branch, year=day.year)
    rows.update(last=F("last") + 1)
    return fill(pattern, number=rows.get().last, branch=branch.code, day=day)
