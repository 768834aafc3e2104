"""Letter numbers: by the bank's pattern, without a gap and never twice.

A series is one kind of letter of one branch in one year. The next number is taken in the
transaction that issues the letter, by one statement that locks the counter's row until the end:
whoever comes at the same moment waits, and what is rolled back gives its number back.
"""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from offers.models import LetterKind, LetterSetting
from org.models import Branch

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# The words of a pattern, in English and in Indonesian.
WORDS = {
    "seq": "seq", "nomor": "seq", "branch": "branch", "cabang": "branch",
    "roman": "roman", "bulan_romawi": "roman", "month": "month", "bulan": "month",
    "year": "year", "tahun": "year",
}  # fmt: skip
PART = re.compile(r"\{([a-z_]+)(?::0?([1-9]))?d?\}")
NEEDED = {"seq", "branch", "year"}
DEFAULTS: dict[str, tuple[str, int]] = {
    LetterKind.OFFER: ("{nomor:03}/SPn/{cabang}/{bulan_romawi}/{tahun}", 30),
    LetterKind.SPPK: ("{nomor:03}/SPPK/{cabang}/{bulan_romawi}/{tahun}", 30),
    LetterKind.REFUSAL: ("{nomor:03}/STK/{cabang}/{bulan_romawi}/{tahun}", 30),
    LetterKind.PAPERS: ("{nomor:03}/SPD/{cabang}/{bulan_romawi}/{tahun}", 14),
    LetterKind.PROFILE: ("{nomor:03}/PPI/{cabang}/{bulan_romawi}/{tahun}", 60),
}

# LetterCounter: the row stays locked until the transaction ends.
_NEXT = """
INSERT INTO offers_lettercounter AS series (kind, branch_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (kind, branch_id, year) DO UPDATE SET last = series.last + 1 RETURNING last
"""


def setting_of(kind: str) -> LetterSetting:
    """Return how the bank writes this kind of letter; the defaults where nothing was written."""
    pattern, days = DEFAULTS[kind]
    found = LetterSetting.objects.filter(kind=kind).first()
    return found or LetterSetting(kind=kind, pattern=pattern, valid_days=days)


def check_pattern(pattern: str) -> str:
    """Return the pattern, or raise ValidationError in the user's words."""
    parts = PART.findall(pattern)
    unknown = [name for name, _width in parts if name not in WORDS]
    rest = PART.sub("", pattern)
    if unknown or "{" in rest or "}" in rest:
        raise ValidationError(
            _("Only {nomor}, {cabang}, {bulan_romawi}, {bulan} and {tahun} stand in brackets.")
        )
    if NEEDED - {WORDS[name] for name, _width in parts}:
        raise ValidationError(_("The pattern needs {nomor}, {cabang} and {tahun}."))
    if not re.fullmatch(r"[A-Za-z0-9 ./_-]*", rest):
        raise ValidationError(_("Use letters, digits, points, strokes and dashes only."))
    return pattern


def written(pattern: str, *, sequence: int, branch: Branch, day: date) -> str:
    """Return the number: `007/SPn/BDG/XI/2026` for the seventh of November 2026."""
    values: dict[str, int | str] = {
        "seq": sequence, "branch": branch.code, "roman": ROMAN[day.month - 1],
        "month": day.month, "year": day.year,
    }  # fmt: skip

    def fill(part: re.Match[str]) -> str:
        value, width = values[WORDS[part[1]]], int(part[2] or 1)
        return f"{value:0{width}d}" if isinstance(value, int) else value

    return PART.sub(fill, pattern)


def take(kind: str, branch: Branch, day: date) -> tuple[int, str]:
    """Take the next number of the series. Returns the count and the number as it is written.

    Called inside the transaction that issues the letter.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction that issues its letter.")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [str(kind), branch.pk, day.year])
        sequence: int = cursor.fetchone()[0]
    pattern = setting_of(kind).pattern
    return sequence, written(pattern, sequence=sequence, branch=branch, day=day)
