"""The dry run: everything is written and taken back, and what would have come of it is kept."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from core.errors import InputError
from core.spreadsheets.reading import Table
from prospects.imports import staging
from prospects.imports.converting import Row
from prospects.imports.deals import TABLE as DEALS
from prospects.imports.deals import OpportunityLoader
from prospects.imports.mapping import wanted_names
from prospects.imports.opening import open_table
from prospects.imports.own import OwnListLoader
from prospects.imports.people import TABLE as PEOPLE
from prospects.imports.people import ProspectLoader
from prospects.imports.profile import parse_profile
from prospects.imports.result import ImportResult, rejects_csv
from prospects.imports.running import Job, Loader, run_table
from prospects.models import ImportFile, Prospect

PREVIEW_ROWS = 20
LINES_NAMED = 5
REASONS_KEPT = 30
LOADERS: dict[str, tuple[type[Loader], str]] = {
    "own": (OwnListLoader, PEOPLE),
    "prospects": (ProspectLoader, PEOPLE),
    "opportunities": (OpportunityLoader, DEALS),
}
COUNTS = ("read", "created", "updated", "unchanged", "duplicates", "held", "rejected")
DUPLICATES = {"duplicate", "mine"}


def table_of(file: ImportFile) -> Table:
    """Open the stored bytes again; raises FileRefusedError."""
    content = bytes(file.content or b"")
    return open_table(content, file.file_name, wanted=wanted_names(file.mapping))


def counts_of(result: ImportResult) -> dict[str, int]:
    """Return the seven counts of the page."""
    return {name: getattr(result, name) for name in COUNTS}


def rejected_rows(result: ImportResult) -> list[Row]:
    """Return the rows a person can mend: not those that are known already."""
    return [row for row in result.rejects if row.verdict not in {*DUPLICATES, "held"}]


def rejects_of(table: Table, result: ImportResult) -> bytes | None:
    """Return the rejected rows as CSV for a spreadsheet here; None without any."""
    rows = rejected_rows(result)
    return rejects_csv(table, rows, delimiter=";").encode("utf-8-sig") if rows else None


def check(file: ImportFile, table: Table, *, now: datetime) -> None:
    """Run the import, take it back, and keep counts, first rows and reasons with the file."""
    seen: dict[str, Any] = {}
    loader, staged = LOADERS[file.entity]

    def look(job: Job, good: list[Row], bad: list[Row]) -> None:
        seen.update(_seen(job, good, bad, staged, file))

    recorded = {item["prospect"] for item in file.preview.get("held", [])}
    recorded |= set(file.preview.get("recorded", []))
    rejects: bytes | None = None
    try:
        profile = parse_profile(file.mapping, entity=file.entity)
        result = run_table(
            table, profile=profile, loader=loader(), now=now, actor=file.by, is_dry_run=True,
            look=look,
        )  # fmt: skip
    except InputError as error:
        preview: dict[str, Any] = {"problem": error.text}
    else:
        preview = {"counts": counts_of(result), "reasons": _reasons(result), **seen}
        rejects = rejects_of(table, result)
    file.preview = preview | {"recorded": sorted(recorded)}
    _keep(file, rejects)


def _keep(file: ImportFile, rejects: bytes | None) -> None:
    """Write what was found, unless the file was started meanwhile."""
    waiting = (ImportFile.State.DRAFT, ImportFile.State.CHECKING)
    ImportFile.objects.filter(pk=file.pk, state__in=waiting).update(
        preview=file.preview, mapping=file.mapping, rejects=rejects, state=ImportFile.State.DRAFT
    )
    file.rejects, file.state = rejects, ImportFile.State.DRAFT


def _reasons(result: ImportResult) -> list[dict[str, Any]]:
    """Return each reason with its number of rows and the first lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in rejected_rows(result):
        for reason in row.reasons:
            lines[reason].append(row.line)
    ordered = sorted(lines.items(), key=lambda item: -len(item[1]))[:REASONS_KEPT]
    return [
        {"text": text, "count": len(found), "lines": sorted(found)[:LINES_NAMED]}
        for text, found in ordered
    ]


def _seen(
    job: Job, good: list[Row], bad: list[Row], staged: str, file: ImportFile
) -> dict[str, Any]:
    verdicts = dict(staging.rows(f"SELECT line, action FROM {staged}"))
    first = sorted([*good, *bad], key=lambda row: row.line)[:PREVIEW_ROWS]
    return {
        "rows": [_row(row, verdicts.get(row.line, "rejected"), job) for row in first],
        "held": held_lines(good, verdicts) if file.entity == "own" else [],
        "calls": _calls(job) if file.entity == "own" else [],
    }


def _row(row: Row, verdict: str, job: Job) -> dict[str, Any]:
    """Return one row of the preview: read values, raw text where a cell does not fit."""
    raw, amount = _raw(row, job), row.values.get("amount")
    return {
        "line": row.line,
        "name": raw.get("name") or raw.get("prospect") or "",
        "phone": str(row.values.get("phone") or raw.get("phone", "")),
        "date": _day(row, job) or raw.get("created_at", ""),
        "amount": str(amount) if amount else raw.get("amount", ""),
        "product": str(row.values.get("product") or raw.get("product", "")),
        "verdict": verdict,
        "bad": row.bad_fields,
        "reasons": row.reasons,
    }


def _day(row: Row, job: Job) -> str:
    """Return the day a cell was read as; empty without such a column or such a day."""
    moment = row.values.get("created_at")
    if "created_at" not in job.profile.columns or not isinstance(moment, datetime):
        return ""
    return moment.astimezone(job.profile.zone).date().isoformat()


def _raw(row: Row, job: Job) -> dict[str, str]:
    headers = job.table.headers
    return {
        field: row.cells[headers.index(header)].strip()[:160]
        for field, header in job.profile.columns.items()
    }


def held_lines(good: list[Row], verdicts: dict[int, str]) -> list[dict[str, Any]]:
    """Return line and prospect of each row somebody else holds; for the server alone."""
    held = [row for row in good if verdicts.get(row.line) == "held"]
    phones = {str(row.values["phone"]) for row in held}
    emails = {str(row.values.get("email") or "") for row in held} - {""}
    rows = Prospect.objects.system("duplicate check of a list").live()
    found = list(rows.filter(Q(phone__in=phones) | Q(email__in=emails)).order_by("updated_at"))
    known = {prospect.email: prospect for prospect in found if prospect.email}
    by_phone = {prospect.phone: prospect for prospect in found}
    pairs = (
        (row, by_phone.get(str(row.values["phone"])) or known.get(str(row.values.get("email"))))
        for row in held
    )
    return [
        {"line": row.line, "prospect": prospect.public_id} for row, prospect in pairs if prospect
    ]


def _calls(job: Job) -> list[tuple[str, int]]:
    """Return on which days how many first calls are planned, as the apps above decided."""
    days = staging.rows(
        f"SELECT p.next_step_at, count(*) FROM {PEOPLE} AS s JOIN prospects_prospect AS p "
        "ON p.public_id = s.public_id WHERE s.action = 'created' AND p.next_step_at IS NOT NULL "
        "GROUP BY p.next_step_at ORDER BY p.next_step_at"
    )
    zone = job.profile.zone
    return [(moment.astimezone(zone).date().isoformat(), count) for moment, count in days]
