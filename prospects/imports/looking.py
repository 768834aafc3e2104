"""What is kept of a check or an import for its page: some rows, the reasons, who holds what."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from prospects.imports import staging
from prospects.imports.converting import Row
from prospects.imports.deals import TABLE as DEALS
from prospects.imports.people import TABLE as PEOPLE
from prospects.imports.result import ImportResult
from prospects.imports.running import Job
from prospects.models import Prospect, ProspectPhone

ROWS_KEPT = 20  # of all, and of each group
LINES_NAMED = 5
REASONS_KEPT = 30
DUPLICATES = {"duplicate", "mine"}
GROUPS = {
    "created": "created", "updated": "updated", "held": "held",
    "unchanged": "known", "mine": "known", "duplicate": "known",
}  # fmt: skip


def group_of(verdict: str) -> str:
    """Return under which tab a row stands; what is in no other group is rejected."""
    return GROUPS.get(verdict, "rejected")


def rejected_rows(result: ImportResult) -> list[Row]:
    """Return the rows a person can mend: not those that are known already."""
    return [row for row in result.rejects if row.verdict not in {*DUPLICATES, "held"}]


class Look:
    """Looks at the rows while they are written, and answers afterwards what the page shows."""

    def __init__(self, entity: str) -> None:
        self._is_own = entity == "own"
        self._staged = DEALS if entity == "opportunities" else PEOPLE

    def __call__(self, job: Job, good: list[Row], bad: list[Row]) -> None:
        """Note what only the transaction knows."""
        self.job = job
        self.rows = sorted([*good, *bad], key=lambda row: row.line)
        self.verdicts = dict(staging.rows(f"SELECT line, action FROM {self._staged}"))
        self.held = held_lines(good, self.verdicts) if self._is_own else []
        self.calls = _calls(job) if self._is_own else []

    def preview(self, result: ImportResult) -> dict[str, Any]:
        """Return rows, reasons, held lines and first calls as JSON."""
        reasons = _reasons(result)
        named = {line for reason in reasons for line in reason["lines"]}
        return {
            "reasons": reasons, "rows": self._kept(named), "held": self.held, "calls": self.calls,
            "shared": result.shared,
        }  # fmt: skip

    def _kept(self, named: set[int]) -> list[dict[str, Any]]:
        """Return the first rows of all and of each group, and every row a reason names."""
        kept, taken = [], Counter[str]()
        for place, row in enumerate(self.rows):
            verdict = self.verdicts.get(row.line, "rejected")
            group = group_of(verdict)
            taken[group] += 1
            if place < ROWS_KEPT or taken[group] <= ROWS_KEPT or row.line in named:
                kept.append(_row(row, verdict, self.job))
        return kept


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
    numbers = ProspectPhone.objects.system("duplicate check of a list").filter(number__in=phones)
    holders = list(numbers.values_list("number", "prospect_id"))
    ids = [pk for _number, pk in holders]
    found = list(rows.filter(Q(pk__in=ids) | Q(email__in=emails)).order_by("updated_at"))
    by_pk = {prospect.pk: prospect for prospect in found}
    known = {prospect.email: prospect for prospect in found if prospect.email}
    by_phone = {number: by_pk[pk] for number, pk in holders if pk in by_pk}
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
