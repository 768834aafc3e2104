"""The table of published figures says what the calculators say."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

from tests.products.figures import DISAGREES, SECTIONS, WORKBOOK_ROWS, text, workbook_rows

PATH = Path(__file__).parents[2] / "docs" / "figures.md"


def test_every_verdict_holds() -> None:
    rows = [row for rows in SECTIONS.values() for row in rows]
    assert len(rows) > 40
    for row in rows:
        assert row.is_equal == (row.verdict != DISAGREES), (row.source, row.computed)


def test_the_committed_table_is_the_present_one() -> None:
    assert PATH.read_text(encoding="utf-8") == text()


def closed_form(principal: int, rate: int, months: int, rows: range) -> tuple[Decimal, ...]:
    """Return interest of the rows, then principal: each balance from the formula, no row before
    it, with 40 digits, rounded half up at the end alone."""
    with localcontext(prec=40):
        month = Decimal(rate) / 1200
        growth = (1 + month) ** months
        payment = principal * month * growth / (growth - 1)
        kept = [(1 + month) ** (row - 1) for row in rows]
        parts = [principal * month * one - payment * (one - 1) for one in kept]
        found = [*parts, *(payment - one for one in parts)]
        return tuple(one.quantize(Decimal(1), ROUND_HALF_UP) for one in found)


def from_the_end(principal: int, rate: int, months: int, rows: range) -> tuple[Decimal, ...]:
    """Return the same in exact fractions, from the principal of the last row backwards: each row
    before it pays off 1 + i times less."""
    growth = 1 + Fraction(rate, 1200)
    shares = [growth ** (row - 1) for row in range(1, months + 1)]
    first = Fraction(principal) / sum(shares)
    payment = first * growth**months
    paid_off = [first * shares[row - 1] for row in rows]
    found = [*(payment - one for one in paid_off), *paid_off]
    return tuple(Decimal((2 * one + 1).__floor__() // 2) for one in found)


def test_rows_2_to_19_of_the_workbook_are_counted_twice_by_other_means() -> None:
    asked = (400_000_000, 4, 180, range(2, 20))
    assert len(WORKBOOK_ROWS) == 36
    assert closed_form(*asked) == workbook_rows()
    assert from_the_end(*asked) == workbook_rows()
    assert tuple(Decimal(one) for one in WORKBOOK_ROWS) == workbook_rows()
    # The two ways also give what the workbook prints of rows 1 and 20.
    printed = tuple(map(Decimal, (1_333_333, 1_227_243, 1_625_418, 1_731_509)))
    for count in (closed_form, from_the_end):
        ends = [count(400_000_000, 4, 180, range(row, row + 1)) for row in (1, 20)]
        assert (ends[0][0], ends[1][0], ends[0][1], ends[1][1]) == printed
