"""What an import answers, and the file of rejected rows."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.spreadsheets.formulas import defused, restored
from core.spreadsheets.reading import Table
from prospects.imports.converting import Row


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
    held: int = 0
    shared: list[tuple[str, int]] = field(default_factory=list)  # who got how many by territory
    batch_id: int = 0

    def count(self, actions: Counter[str]) -> None:
        """Take over the verdicts of the database."""
        self.created = actions["created"]
        self.updated = actions["updated"]
        self.unchanged = actions["unchanged"]
        self.duplicates = actions["duplicate"] + actions["mine"]

    def finish(self, *, held: int = 0) -> None:
        """Count the rejected rows by reason; those held by others are no mistakes."""
        self.held = held
        self.rejected = len(self.rejects) - self.duplicates - held
        self.reasons = dict(
            Counter(reason for row in self.rejects for reason in row.reasons).most_common()
        )

    def as_json(self) -> dict[str, Any]:
        """Return the counts and reasons."""
        names = ("read", "created", "updated", "unchanged", "duplicates", "rejected", "reasons")
        answer = {name: getattr(self, name) for name in names}
        by_territory = sum(number for _name, number in self.shared)
        return answer | ({"by_territory": by_territory} if by_territory else {})


def rejects_csv(table: Table, rows: list[Row], delimiter: str = ",") -> str:
    """Return the rejected rows as they came, with line number and reason in front."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow([_("Line"), _("Reason"), *map(defused, table.headers)])
    for row in sorted(rows, key=lambda row: row.line):
        writer.writerow([row.line, "; ".join(row.reasons), *map(defused, row.cells)])
    return stream.getvalue()


def read_rejects(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Return columns and rows of a kept file of rejected rows, cells as they came."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    head, *found = ([restored(cell) for cell in row] for row in rows)
    return head, found


def write_rejects(path: Path, table: Table, rows: list[Row]) -> None:
    """Write the rejected rows into a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rejects_csv(table, rows), encoding="utf-8-sig", newline="")
