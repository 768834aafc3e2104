"""The dry run: everything is written and taken back, and what would have come of it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.errors import InputError
from core.spreadsheets.reading import Table
from prospects.imports.deals import OpportunityLoader
from prospects.imports.looking import Look, rejected_rows
from prospects.imports.mapping import wanted_names
from prospects.imports.opening import open_table
from prospects.imports.own import OwnListLoader
from prospects.imports.people import ProspectLoader
from prospects.imports.profile import parse_profile
from prospects.imports.result import ImportResult, rejects_csv
from prospects.imports.running import Loader, Progress, run_table, unheard
from prospects.models import ImportFile

LOADERS: dict[str, type[Loader]] = {
    "own": OwnListLoader, "prospects": ProspectLoader, "opportunities": OpportunityLoader,
}  # fmt: skip
COUNTS = ("read", "created", "updated", "unchanged", "duplicates", "held", "rejected")


def table_of(file: ImportFile) -> Table:
    """Open the stored bytes again; raises FileRefusedError."""
    content = bytes(file.content or b"")
    return open_table(content, file.file_name, wanted=wanted_names(file.mapping))


def counts_of(result: ImportResult) -> dict[str, int]:
    """Return the seven counts of the page."""
    return {name: getattr(result, name) for name in COUNTS}


def rejects_of(table: Table, result: ImportResult) -> bytes | None:
    """Return the rejected rows as CSV for a spreadsheet here; None without any."""
    rows = rejected_rows(result)
    return rejects_csv(table, rows, delimiter=";").encode("utf-8-sig") if rows else None


def check(file: ImportFile, table: Table, *, now: datetime, progress: Progress = unheard) -> None:
    """Run the import, take it back, and keep counts, rows and reasons with the file."""
    look, rejects = Look(file.entity), None
    try:
        result = run_table(
            table, profile=parse_profile(file.mapping, entity=file.entity),
            loader=LOADERS[file.entity](), now=now, actor=file.by, is_dry_run=True, look=look,
            progress=progress,
        )  # fmt: skip
    except InputError as error:
        preview: dict[str, Any] = {"problem": error.text}
    else:
        preview = {"counts": counts_of(result), **look.preview(result)}
        rejects = rejects_of(table, result)
    file.preview = preview | {"recorded": recorded_of(file)}
    _keep(file, rejects)


def recorded_of(file: ImportFile) -> list[str]:
    """Return whose holders the person was told already, by this file's earlier checks."""
    told = {item["prospect"] for item in file.preview.get("held", [])}
    return sorted(told | set(file.preview.get("recorded", [])))


def _keep(file: ImportFile, rejects: bytes | None) -> None:
    """Write what was found, unless the file was started meanwhile."""
    waiting = (ImportFile.State.DRAFT, ImportFile.State.CHECKING)
    ImportFile.objects.filter(pk=file.pk, state__in=waiting).update(
        preview=file.preview, mapping=file.mapping, rejects=rejects, state=ImportFile.State.DRAFT
    )
    file.rejects, file.state = rejects, ImportFile.State.DRAFT
