"""One import from file to answer: all or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pghistory
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.spreadsheets.reading import Table, read_table
from org.models import Branch, User
from products.models import Product
from prospects.imports import locks, staging
from prospects.imports.converting import Row, convert
from prospects.imports.owners import Owners, branch_of, importer
from prospects.imports.profile import Profile, ProfileError
from prospects.imports.result import ImportResult, write_rejects
from prospects.imports.territory import ByTerritory
from prospects.models import ImportBatch

REFUSALS: dict[str, str | Promise] = {
    "duplicate": _("This phone number or e-mail is already recorded."),
    "edited": _("Edited in the portal since the last import; not overwritten."),
    "held": _("Held by another officer already."),
    "mine": _("You have this prospect already."),
    "archived": _("Archived in the portal; take it out of the archive first."),
    "no_prospect": _("The prospect is not in the portal. Import the prospects first."),
}


@dataclass
class Job:
    """What every step of one import needs."""

    profile: Profile
    table: Table
    branch: Branch
    owners: Owners
    actor: User
    now: datetime
    batch: ImportBatch
    is_dry_run: bool = False
    territory: ByTerritory | None = None
    products: dict[str, Product] = field(default_factory=dict)


Look = Callable[[Job, list[Row], list[Row]], None]
Progress = Callable[[int], None]
PACE = 1_000  # rows between two words about the progress


class Loader(Protocol):
    """Writes converted rows of one entity."""

    entity: str

    def allowed(self, job: Job) -> dict[str, frozenset[str]]:
        """Return the values each mapped field may have."""

    def prepare(self, row: Row, job: Job) -> None:
        """Add what the row needs beyond its cells; raises InputError."""

    def load(self, rows: list[Row], job: Job) -> tuple[Counter[str], dict[int, str]]:
        """Write the rows; return the verdicts and the refused lines with their code."""


def _positions(profile: Profile, table: Table) -> dict[str, int]:
    """Return the cell of each field; the profile's columns must be there, each once."""
    names = [header.casefold() for header in table.headers]
    for column in profile.columns.values():
        if names.count(column.casefold()) != 1:
            problem = (
                _("The file has no column %(name)s.")
                if column.casefold() not in names
                else _("The file has the column %(name)s twice.")
            )
            raise ProfileError("column", problem, name=column)
    return {name: names.index(column.casefold()) for name, column in profile.columns.items()}


def _convert_all(job: Job, loader: Loader, progress: Progress) -> tuple[list[Row], list[Row]]:
    """Return (good rows, rejected rows); tell the progress every thousand rows."""
    positions, allowed = _positions(job.profile, job.table), loader.allowed(job)
    good: list[Row] = []
    bad: list[Row] = []
    seen: dict[str, int] = {}
    for number, (line, cells) in enumerate(job.table.rows, start=1):
        row = convert(
            line, cells, positions=positions, profile=job.profile, allowed=allowed,
            width=len(job.table.headers),
        )  # fmt: skip
        if not row.reasons:
            _prepare(row, job, loader, seen)
        (bad if row.reasons else good).append(row)
        if number >= PACE and (number % PACE == 0 or number == len(job.table.rows)):
            progress(number)
    return good, bad


def _prepare(row: Row, job: Job, loader: Loader, seen: dict[str, int]) -> None:
    try:
        loader.prepare(row, job)
    except InputError as error:
        row.reasons.append(error.text)
        return
    key = str(row.values.get("external_id") or _content_id(row))
    row.values["external_id"] = key
    if key in seen:
        message = _("The same record stands on line %(line)s.") % {"line": seen[key]}
        row.reasons.append(str(message))
    seen.setdefault(key, row.line)


def _content_id(row: Row) -> str:
    """Return what stands for the identity of a row that has no key of its own."""
    return "sha:" + hashlib.sha256("\x1f".join(row.cells).encode()).hexdigest()[:40]


def _refuse(rows: list[Row], codes: dict[int, str]) -> list[Row]:
    refused = [row for row in rows if row.line in codes]
    for row in refused:
        row.verdict = codes[row.line]
        row.reasons.append(str(REFUSALS[row.verdict]))
    return refused


def _job(
    profile: Profile, table: Table, actor: User | None, now: datetime, *, is_dry_run: bool
) -> Job:
    branch = branch_of(profile.branch)
    person = actor or importer()
    batch = ImportBatch.objects.create(
        entity="prospects" if profile.entity == "own" else profile.entity,
        file_name=table.name[:120],
        sha256=table.sha256,
        system=profile.system,
        note=profile.currency_note,
        by=person,
        at=now,
    )
    return Job(
        profile=profile, table=table, branch=branch, owners=Owners(branch), actor=person, now=now,
        batch=batch, is_dry_run=is_dry_run,
        territory=ByTerritory(actor) if profile.by_territory else None,
        products={product.code: product for product in Product.objects.all()},
    )  # fmt: skip


def _nothing(*_args: object) -> None:
    """Look at nothing."""


def unheard(_rows: int) -> None:
    """Tell nobody how many rows are read."""


def run_import(
    path: Path,
    *,
    profile: Profile,
    loader: Loader,
    now: datetime,
    actor: User | None = None,
    is_dry_run: bool = False,
    rejects: Path | None = None,
    fail_point: Callable[[], Any] = lambda: None,
) -> ImportResult:
    """Read `path` and write its rows in one transaction; a dry run takes everything back.

    Raises FileRefusedError or ProfileError before anything is written.
    """
    table = read_table(path, wanted=profile.wanted)
    result = run_table(
        table, profile=profile, loader=loader, now=now, actor=actor, is_dry_run=is_dry_run,
        look=lambda *_args: fail_point(),
    )  # fmt: skip
    if rejects and result.rejects:
        write_rejects(rejects, table, result.rejects)
    return result


def run_table(
    table: Table,
    *,
    profile: Profile,
    loader: Loader,
    now: datetime,
    actor: User | None = None,
    is_dry_run: bool = False,
    look: Look = _nothing,
    progress: Progress = unheard,
) -> ImportResult:
    """Write the rows of a table that was read already; see run_import.

    `look` sees job, accepted and refused rows inside the transaction, before a dry run ends;
    `progress` hears every thousand rows how many are read.
    """
    result = ImportResult(read=len(table.rows))
    with transaction.atomic(), pghistory.context(import_of=table.name[:60]):
        if not is_dry_run:
            locks.one_at_a_time()
        job = _job(profile, table, actor, now, is_dry_run=is_dry_run)
        with pghistory.context(user=job.actor.pk):
            good, bad = _convert_all(job, loader, progress)
            if job.territory:
                job.territory.close()
            verdicts, refused = loader.load(good, job)
            result.shared = job.territory.shared() if job.territory else []
        look(job, good, bad)
        result.count(verdicts)
        result.rejects = bad + _refuse(good, refused)
        result.finish(held=verdicts["held"])
        job.batch.counts = result.as_json()
        job.batch.save(update_fields=["counts"])
        result.batch_id = job.batch.pk
        if is_dry_run:
            transaction.set_rollback(True)
    return result


def stage_rows(name: str, columns: dict[str, str], rows: list[tuple[Any, ...]]) -> None:
    """Create the staging table with these columns (name -> SQL type) and fill it.

    The index is for what the planner cannot know: how many rows of the business table bear the
    system's name, when this very import has just written them.
    """
    staging.create(name, ", ".join(f"{column} {kind}" for column, kind in columns.items()))
    staging.copy(name, [column for column in columns if column != "action"], rows)
    staging.execute(f"CREATE INDEX ON {name} (external_id)")
    staging.execute(f"ANALYZE {name}")
