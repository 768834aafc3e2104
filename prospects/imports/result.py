"""What an import answers, and the file of rejected rows."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.spreadsheets.reading import Table
from prospects.imports.converting import Row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class ImportResult:
    """Counts of rows; `rejects` are the rows a person must mend."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    rejects: list[Row] = field(default_factory=list)

    def count(self, actions: Counter[str]) -> None:
        """Take over the verdicts of the database."""
        self.created = actions["created"]
        self.updated = actions["updated"]
        self.unchanged = actions["unchanged"]
        self.duplicates = actions["duplicate"]

    def finish(self) -> None:
        """Count the rejected rows by reason."""
        self.rejected = len(self.rejects) - self.duplicates
        self.reasons = dict(
            Counter(reason for row in self.rejects for reason in row.reasons).most_common()
        )

    def as_json(self) -> dict[str, Any]:
        """Return the counts and reasons."""
        names = ("read", "created", "updated", "unchanged", "duplicates", "rejected", "reasons")
        return {name: getattr(self, name) for name in names}


def defused(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_rejects(path: Path, table: Table, rows: list[Row]) -> None:
    """Write the rejected rows as they came, with line number and reason in front."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_("Line"), _("Reason"), *table.headers])
        for row in sorted(rows, key=lambda row: row.line):
            cells = [defused(cell) for cell in row.cells]
            writer.writerow([row.line, "; ".join(row.reasons), *cells])
