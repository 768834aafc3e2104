"""What programs read and bring of imports."""

from datetime import datetime
from typing import Any

from pydantic import Field

from core.api.shapes import Answer, Body, Named, PublicId, named, one_of
from org.models import User
from prospects.imports import showing, standing
from prospects.models import ImportFile, ImportProfile

LONGEST = 60_000  # signs of cells: what fits into one request


class MappingAnswer(Answer):
    """A saved mapping: which column is which field."""

    id: str
    name: str
    entity: str
    columns: dict[str, str]


class MappingList(Answer):
    """Mappings that may be used."""

    items: list[MappingAnswer]


class ImportAnswer(Answer):
    """One file. `counts` are those of the check until it is imported, then of the import."""

    id: str
    name: str
    entity: str
    state: str
    by: Named
    rows: int
    rows_read: int
    counts: dict[str, int]
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None


class ImportPage(Answer):
    """A page of files."""

    items: list[ImportAnswer]
    before: str | None
    after: str | None


class ReasonAnswer(Answer):
    """Why rows are rejected: how many, and the first lines."""

    text: str
    count: int
    lines: list[int]


class KeptAnswer(Answer):
    """A row an undo left; named while one still sees it."""

    line: int
    name: str
    reason: str


class ImportWhole(ImportAnswer):
    """One file with its mapping, what is in the way, and what an undo did. `undo_until` is null
    when one may not take it back."""

    columns: dict[str, str]
    problem: str
    reasons: list[ReasonAnswer]
    may_start: bool
    undo_until: datetime | None
    undone: dict[str, int]
    kept: list[KeptAnswer]


class RejectedRow(Answer):
    """A row as it came."""

    line: int
    reason: str
    cells: list[str]


class RejectedList(Answer):
    """Rows that were not imported, with the names of their columns."""

    columns: list[str]
    items: list[RejectedRow]


class NewImportBody(Body):
    """Cells as they are pasted on the page: a line for each row, tabs between them, names first."""

    entity: str = Field(pattern=one_of(showing.ENTITIES))
    cells: str = Field(min_length=1, max_length=LONGEST)
    mapping: PublicId = Field(description="A mapping that was saved on the page.")
    branch: PublicId | None = Field(None, description="Of the owners; an own list needs none.")


def mapping_ready(row: ImportProfile) -> dict[str, Any]:
    """Return a mapping as it is sent."""
    return {"id": row.public_id, "name": row.name, "entity": row.entity,
            "columns": row.data.get("columns", {})}  # fmt: skip


def fits(file: ImportFile) -> bool:
    """Tell whether a file is read exactly as a saved mapping says: the same columns, and no value
    whose meaning was guessed."""
    saved = file.profile.data if file.profile else {}
    columns, meanings = saved.get("columns", {}), saved.get("values", {})
    is_known = all(
        meanings.get(field, {}).get(text) == code
        for field, found in file.mapping.get("values", {}).items()
        for text, code in found.items()
    )
    return bool(columns) and _folded(file.mapping["columns"]) == _folded(columns) and is_known


def _folded(columns: dict[str, str]) -> dict[str, str]:
    """Return field -> column; its letters may be large or small, as on the page."""
    return {field: name.casefold() for field, name in columns.items()}


def may_start(file: ImportFile, user: User) -> bool:
    """Tell whether a program of this person may start it: the page lets one look first."""
    is_his = standing.may_change(file, user) and file.state == ImportFile.State.DRAFT
    return is_his and fits(file) and bool(standing.writes_of(file))


def ready(file: ImportFile, user: User) -> dict[str, Any]:
    """Return a file as it is sent."""
    moments = {name: getattr(file, name) for name in ("created_at", "finished_at", "undone_at")}
    return {
        "id": file.public_id, "name": file.file_name, "entity": file.entity, "state": file.state,
        "by": named(file.by, file.by.full_name), "rows": file.row_count,
        "rows_read": file.rows_read, "counts": file.counts or file.preview.get("counts", {}),
        **{name: at and at.astimezone(user.zone) for name, at in moments.items()},
    }  # fmt: skip


def whole(file: ImportFile, user: User, now: datetime) -> dict[str, Any]:
    """Return a file with what is in the way and what came of it."""
    until = standing.undo_until(file, user, now)
    is_undone = file.state == ImportFile.State.UNDONE
    problem = file.problem or file.preview.get("problem", "") or standing.trouble_of(file)
    return ready(file, user) | {
        "columns": file.mapping.get("columns", {}), "problem": problem,
        "reasons": file.preview.get("reasons", []), "may_start": may_start(file, user),
        "undo_until": until and until.astimezone(user.zone), "undone": file.undone,
        "kept": showing.kept_rows(file, user) if is_undone else [],
    }  # fmt: skip
