"""What happens to a file on its way in: taken, checked, mapped anew, started, thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from core.outbox.api import enqueue
from core.spreadsheets.limits import MAX_BYTES, FileRefusedError
from org.models import Branch, User
from prospects import duplicates
from prospects.imports import mapping as mappings
from prospects.imports.checking import check, recorded_of, table_of
from prospects.imports.opening import clean_name, open_table
from prospects.imports.own import MAX_ROWS
from prospects.models import ImportFile, ImportProfile, Prospect

CHECK = "prospects.import_check"
RUN = "prospects.import"
CHECKED_AT_ONCE = 2_000  # rows; more are checked by a worker
FILES_A_MONTH = 200
BYTES_A_MONTH = 1024**3
MONTH = timedelta(days=30)


class QuotaError(InputError):
    """The person brought too much within a month."""


def _check_quota(user: User, now: datetime, size: int) -> None:
    """Refuse the 201st file and the second gigabyte of a person in 30 days."""
    month = ImportFile.objects.filter(by=user, created_at__gt=now - MONTH)
    sums = month.aggregate(n=Count("pk"), size=Sum("size"))
    if sums["n"] >= FILES_A_MONTH or (sums["size"] or 0) + size > BYTES_A_MONTH:
        raise QuotaError(
            "quota", _("You have brought 200 files or 1 GB within 30 days. Try again later.")
        )


def too_large() -> FileRefusedError:
    """Return the refusal of a file over 10 MB."""
    return FileRefusedError("too_large", _("The file is larger than 10 MB. Split it in two."))


def take(
    content: bytes,
    name: str,
    *,
    entity: str,
    user: User,
    branch: Branch,
    now: datetime,
    is_pasted: bool = False,
    saved: ImportProfile | None = None,
) -> ImportFile:
    """Keep the bytes, suggest a mapping and check it. Raises InputError in the user's words."""
    if len(content) > MAX_BYTES:
        raise too_large()
    _check_quota(user, now, len(content))
    data: Mapping[str, Any] = saved.data if saved else {}
    table = open_table(content, clean_name(name), wanted=mappings.wanted_names(data))
    if not table.rows:
        raise FileRefusedError("empty", _("The file has no rows."))
    if entity == "own" and len(table.rows) > MAX_ROWS:
        raise FileRefusedError(
            "own_rows", _("The list has %(count)d rows; up to 500 fit at once."),
            count=len(table.rows),
        )  # fmt: skip
    file = ImportFile.objects.create(
        by=user, entity=entity, file_name=table.name, is_pasted=is_pasted,
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), content=content,
        row_count=len(table.rows), profile=saved, created_at=now,
        mapping=mappings.suggested(table, entity, user, branch=branch, saved=data),
    )  # fmt: skip
    _check(file, table, now)
    return file


def _check(file: ImportFile, table: Any, now: datetime) -> None:
    """Check at once, or by a worker when the file is long."""
    if file.row_count <= CHECKED_AT_ONCE:
        check(file, table, now=now)
        write_down_held(file, now)
        return
    with transaction.atomic():
        file.state, file.preview = ImportFile.State.CHECKING, {"recorded": recorded_of(file)}
        file.rows_read = 0
        file.save(update_fields=["state", "preview", "mapping", "rows_read"])
        enqueue(
            CHECK, key=f"{file.public_id}:{now.timestamp()}", due_at=now,
            requested_by_id=file.by_id, payload={"file": file.public_id},
        )  # fmt: skip


def remap(file: ImportFile, posted: Mapping[str, str], *, now: datetime) -> None:
    """Take over what was chosen on the page and check again."""
    table = table_of(file)
    file.mapping = mappings.chosen(posted, table, file.entity, file.mapping)
    _check(file, table, now)


def held_prospects(file: ImportFile) -> dict[int, Prospect]:
    """Return by line who stands behind the rows that others hold."""
    ids = {item["prospect"]: item["line"] for item in file.preview.get("held", [])}
    rows = Prospect.objects.system("held rows of a list").live().filter(public_id__in=ids)
    found = {row.public_id: row for row in rows.select_related("owner", "branch")}
    return {
        item["line"]: found[item["prospect"]]
        for item in file.preview.get("held", [])
        if item["prospect"] in found
    }


def write_down_held(file: ImportFile, now: datetime) -> None:
    """Record each held prospect once a file: the answer names its owner and branch."""
    shown = set(file.preview.get("recorded", []))
    rows = {row.public_id: row for row in held_prospects(file).values()}
    new = [duplicates.Match("phone", row, False) for key, row in rows.items() if key not in shown]
    if new:
        duplicates.write_down(new, user=file.by, now=now)


def same_before(file: ImportFile) -> ImportFile | None:
    """Return when the person imported these very bytes before; None if never."""
    rows = ImportFile.objects.filter(by=file.by, sha256=file.sha256, entity=file.entity)
    done = rows.filter(state=ImportFile.State.DONE).exclude(pk=file.pk)
    return done.order_by("-finished_at").first()


def start(file: ImportFile, *, now: datetime) -> bool:
    """Hand the file to a worker, once; return whether this call did."""
    with transaction.atomic():
        waiting = ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.DRAFT)
        is_new = bool(waiting.update(state=ImportFile.State.WAITING, started_at=now, rows_read=0))
        if is_new:
            enqueue(
                RUN, key=file.public_id, due_at=now, requested_by_id=file.by_id,
                payload={"file": file.public_id},
            )  # fmt: skip
    return is_new


def discard(file: ImportFile) -> None:
    """Delete a file that was never imported."""
    ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.DRAFT).delete()
