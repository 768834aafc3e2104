"""Reading a workbook in a child process that can exhaust only itself.

Run as `python -m core.spreadsheets.workbook FILE`: writes one JSON list per row. Formulas are not
evaluated; the stored value is taken. Import of the parser happens in the child only.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 20


def limited() -> None:
    """Bound the memory (512 MB) and processor time (20 s) of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def as_text(value: Any) -> str:
    """Return a cell as a person would read it: whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def rows_of(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as text, parsed in the bounded child."""
    child = subprocess.run(
        [sys.executable, "-m", "core.spreadsheets.workbook", str(path)],
        capture_output=True,
        timeout=SECONDS * 2,
        check=False,
    )
    if child.returncode != 0:
        raise ValueError("The workbook could not be read within its limits.")
    for line in child.stdout.splitlines():
        yield json.loads(line)


def _print_rows(path: str) -> None:
    limited()
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for row in sheet.to_python(skip_empty_area=False):
        sys.stdout.write(json.dumps([as_text(value) for value in row]) + "\n")


if __name__ == "__main__":
    _print_rows(sys.argv[1])
