"""The work behind the pages: checking a long file, and writing one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from core.spreadsheets.reading import Table
from org import audit
from org.access.permissions import Permission as P
from org.models import User
from prospects.imports import locks, memory, uploads
from prospects.imports.checking import (
    LOADERS,
    check,
    counts_of,
    recorded_of,
    rejects_of,
    table_of,
)
from prospects.imports.looking import Look
from prospects.imports.profile import parse_profile
from prospects.imports.progress import heard
from prospects.imports.running import Progress, run_table
from prospects.models import ImportFile

State = ImportFile.State
OPEN = (State.WAITING, State.READING, State.WRITING)


def may_import(user: User, entity: str, now: datetime) -> bool:
    """Tell whether this person may still do what he asked for."""
    user.access_day = now.astimezone(user.zone).date()
    return user.is_active and user.may(P.IMPORT_OWN if entity == "own" else P.IMPORT)


def _file_of(run: Run) -> ImportFile:
    rows = ImportFile.objects.select_related("by__branch")
    found = rows.filter(public_id=run.payload["file"]).first()
    if found is None:
        raise Cancelled("The file was thrown away.")
    return found


def _move(file: ImportFile, state: str) -> None:
    """Say where the work is, for the page that asks."""
    ImportFile.objects.filter(pk=file.pk, state__in=OPEN).update(state=state)


class CheckFile(Kind):
    """Checks a file that is too long for the page to wait for."""

    code: ClassVar[str] = uploads.CHECK
    label = _("Check of an import")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Check with the mapping the file has now; a file checked already stays as it is."""
        file = _file_of(run)
        if file.state != State.CHECKING:
            return []
        with translation.override(file.by.language), heard(file) as progress:
            check(file, table_of(file), now=now, progress=progress)
            uploads.write_down_held(file, now)
        return []


class ImportRows(Kind):
    """Writes all rows of a file that fit, or none."""

    code: ClassVar[str] = uploads.RUN
    label = _("Import")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Write the file once, however often this is called."""
        file = _file_of(run)
        if file.state not in OPEN:
            return []
        if not may_import(file.by, file.entity, now):
            raise Cancelled("The person may no longer import.")
        with translation.override(file.by.language), heard(file) as progress:
            _move(file, State.READING)
            try:
                table = table_of(file)
                _move(file, State.WRITING)
                write(file, table, now=now, progress=progress)
            except InputError as error:
                _give_up(file, error.text, now)
        return []


def _give_up(file: ImportFile, problem: str, now: datetime) -> None:
    ImportFile.objects.filter(pk=file.pk, state__in=OPEN).update(
        state=State.FAILED, problem=problem[:300], finished_at=now
    )


@transaction.atomic
def write(file: ImportFile, table: Table, *, now: datetime, progress: Progress) -> None:
    """Write rows, counts and state in one transaction: a killed worker leaves none of them.

    The lock of all imports keeps a second worker out; the row itself is not locked, so that the
    progress can be told while this goes on.
    """
    locks.one_at_a_time()
    row = ImportFile.objects.select_related("by__branch").get(pk=file.pk)
    if row.state not in OPEN:
        return
    profile, look = parse_profile(row.mapping, entity=row.entity), Look(row.entity)
    result = run_table(
        table, profile=profile, loader=LOADERS[row.entity](), now=now, actor=file.by, look=look,
        progress=progress,
    )  # fmt: skip
    row.state, row.finished_at, row.batch_id = State.DONE, now, result.batch_id
    row.counts, row.rejects = counts_of(result), rejects_of(table, result)
    row.preview = look.preview(result) | {"recorded": recorded_of(row)}
    row.save(update_fields=["state", "finished_at", "batch", "counts", "rejects", "preview"])
    uploads.write_down_held(row, now)
    memory.learn(row, table.headers, now)
    audit.record(
        "import.done", actor=file.by, at=now, object_type="import", object_id=row.public_id,
        branch=file.by.branch, file=row.file_name, entity=row.entity, **row.counts,
    )  # fmt: skip
