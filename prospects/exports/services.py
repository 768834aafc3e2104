"""Asking for an export, deciding about a large one, making it, handing it out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.outbox.api import enqueue
from core.outbox.kinds import Kind, Mail
from core.outbox.models import Run
from core.spreadsheets.writing import csv_bytes, xlsx_bytes
from org import audit
from org.access.permissions import Permission as P
from org.models import User
from prospects.exports.tables import cells_of, head_of, persons_in
from prospects.models import BulkBatch, ExportFile

APPROVED_ABOVE = 5_000  # persons; more leave only with a second person's yes
MOST = 50_000  # rows of one file
KEPT = timedelta(days=7)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENDED = (Run.State.FAILED, Run.State.CRASHED, Run.State.CANCELLED)
State = ExportFile.State


@dataclass(frozen=True)
class Wish:
    """What an export holds. `query` are parameters of the list's address."""

    table: str
    query: Mapping[str, str]
    columns: list[str]
    kind: str
    layout: str
    reason: str
    text: str = ""
    batch: BulkBatch | None = None


def post_of(user: User) -> str:
    """Return role and place, so that a file asked for in another post is not made."""
    return f"{user.role}:{user.branch_id or ''}:{user.region_id or ''}"


@transaction.atomic
def ask(
    wish: Wish,
    *,
    user: User,
    now: datetime,
    ip: str | None,
    approved_above: int | None = None,
) -> ExportFile:
    """Ask for a file. Raises InputError; above 5,000 persons it waits for somebody else's yes.

    `approved_above` says another number of persons.
    """
    if not user.may(P.EXPORT):
        raise PermissionDenied
    if len(wish.reason.strip()) < 5:
        raise InputError("reason", _("Say in a few words what the file is for."))
    export = ExportFile(
        by=user, post=post_of(user), table=wish.table, query=dict(wish.query), text=wish.text,
        columns=wish.columns, kind=wish.kind, layout=wish.layout,
        reason=wish.reason.strip()[:200], batch=wish.batch, state=State.WAITING, created_at=now,
    )  # fmt: skip
    export.person_count = persons_in(export, user, now=now)
    if not export.person_count:
        raise InputError("empty", _("There is nothing to export."))
    if export.person_count > MOST:
        raise InputError("many", _("More than 50,000 rows. Narrow the list first."))
    if export.person_count > (APPROVED_ABOVE if approved_above is None else approved_above):
        export.state = State.ASKED
    export.save(force_insert=True)
    _note("export.ask", export, actor=user, now=now, ip=ip, reason=export.reason)
    if export.state == State.WAITING:
        _enqueue(export, "ask", now)
    else:
        _alert(export, now)
    return export


def _alert(export: ExportFile, now: datetime) -> None:
    """Tell those who may say yes by mail, once; the portal shows it to them by itself."""
    enqueue(
        "export.approval", key=export.public_id, due_at=now,
        payload={"export": export.public_id},
    )  # fmt: skip


def _enqueue(export: ExportFile, step: str, now: datetime) -> None:
    """Ask for the file after a step; a run that ended by asking a second person stays ended."""
    enqueue(
        "export.make", key=f"{export.public_id}:{step}", due_at=now, requested_by_id=export.by_id,
        payload={"export": export.public_id},
    )  # fmt: skip


def _note(action: str, export: ExportFile, *, actor: User, now: datetime, **detail: Any) -> None:
    ip = detail.pop("ip", None)
    audit.record(
        action, actor=actor, at=now, object_type="export", object_id=export.public_id,
        branch=export.by.branch, ip=ip, table=export.table, persons=export.person_count, **detail,
    )  # fmt: skip


@transaction.atomic
def decide(export: ExportFile, *, yes: bool, user: User, now: datetime, ip: str | None) -> bool:
    """Say yes or no to a large export of somebody else. Return whether this call decided."""
    if not ExportFile.objects.awaiting(user).filter(pk=export.pk).exists():
        raise PermissionDenied
    state = State.WAITING if yes else State.REFUSED
    asked = ExportFile.objects.filter(pk=export.pk, state=State.ASKED)
    if not asked.update(state=state, decided_by=user, decided_at=now):
        return False
    _note("export.approve" if yes else "export.refuse", export, actor=user, now=now, ip=ip)
    if yes:
        _enqueue(export, "approve", now)
    return True


def _may_still(export: ExportFile) -> bool:
    """Tell whether the person may have what he asked for, in the same post as then."""
    person = export.by
    return person.is_active and person.may(P.EXPORT) and post_of(person) == export.post


class MakeExport(Kind):
    """Writes the file."""

    code: ClassVar[str] = "export.make"
    label = _("Export")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make the file once, with the rows and rights of this moment."""
        rows = ExportFile.objects.select_related("by__branch", "batch")
        export = rows.get(public_id=run.payload["export"])
        if export.state != State.WAITING:
            return []
        export.by.access_day = now.astimezone(export.by.zone).date()
        if not _may_still(export):
            self.fail(export, _("The post changed after the file was asked for."), now)
            return []
        if export.decided_by_id is None:
            count = persons_in(export, export.by, now=now)
            if count > APPROVED_ABOVE:
                with transaction.atomic():
                    rows.filter(pk=export.pk).update(state=State.ASKED, person_count=count)
                    _alert(export, now)
                return []
        self.make(export, now)
        return []

    def fail(self, export: ExportFile, problem: Any, now: datetime) -> None:
        """End without a file, and say why."""
        with transaction.atomic(), translation.override(export.by.language):
            waiting = ExportFile.objects.filter(pk=export.pk, state=State.WAITING)
            if waiting.update(state=State.FAILED, problem=str(problem), finished_at=now, text=""):
                _note("export.cancel", export, actor=export.by, now=now)

    def make(self, export: ExportFile, now: datetime) -> None:
        """Write all rows, outside a transaction, then keep the file."""
        with translation.override(export.by.language):
            head, count = head_of(export, export.by), 0

            def counted() -> Any:
                nonlocal count
                for cells in cells_of(export, export.by, now=now):
                    count += 1
                    yield cells

            if export.kind == ExportFile.Kind.CSV:
                content = csv_bytes(head, counted())
            else:
                content = xlsx_bytes(export.table, head, counted())
        with transaction.atomic():
            waiting = ExportFile.objects.filter(pk=export.pk, state=State.WAITING)
            if waiting.update(
                state=State.DONE, content=content, sha256=hashlib.sha256(content).hexdigest(),
                row_count=count, finished_at=now, text="",
            ):  # fmt: skip
                _note("export.made", export, actor=export.by, now=now, rows=count)


def trouble_of(export: ExportFile) -> str:
    """Say that the work ended without an end; empty otherwise."""
    if export.state != State.WAITING:
        return ""
    runs = Run.objects.filter(kind=MakeExport.code, key__startswith=export.public_id)
    if not runs.filter(state__in=ENDED).exists():
        return ""
    return gettext("The file could not be made. Ask for it again.")


def take(export: ExportFile, *, user: User, now: datetime, ip: str | None) -> bytes | None:
    """Hand the file to the one who asked for it, and write that down; None when there is none."""
    if export.by_id != user.pk or export.content is None or post_of(user) != export.post:
        return None
    _note("export.download", export, actor=user, now=now, ip=ip, sha256=export.sha256)
    return bytes(export.content)


def forget(now: datetime) -> int:
    """Empty files after seven days; who asked for what, and why, stays. Return how many."""
    old = ExportFile.objects.filter(created_at__lt=now - KEPT, content__isnull=False)
    ExportFile.objects.filter(created_at__lt=now - KEPT, state=State.ASKED).update(
        state=State.EXPIRED, text=""
    )
    return old.update(content=None, state=State.EXPIRED, text="")
