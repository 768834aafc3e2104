"""The table of published figures says what the calculators say."""

from pathlib import Path

from tests.products.figures import DISAGREES, SECTIONS, text

PATH = Path(__file__).parents[2] / "docs" / "figures.md"


def test_every_verdict_holds() -> None:
    rows = [row for rows in SECTIONS.values() for row in rows]
    assert len(rows) > 40
    for row in rows:
        assert row.is_equal == (row.verdict != DISAGREES), (row.source, row.computed)


def test_the_committed_table_is_the_present_one() -> None:
    assert PATH.read_text(encoding="utf-8") == text()
