"""Writing the audit trail, sealing it and checking the seals."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from core.logging import request_id
from org.models import AuditEntry, AuditSeal, Branch, User

BLOCK = 1000
SETTLED = timedelta(minutes=5)
SEAL_LOCK = 7_205_759_403  # any number nobody else locks


def entry(
    action: str,
    *,
    actor: User | None,
    at: datetime,
    object_type: str = "",
    object_id: str = "",
    branch: Branch | None = None,
    ip: str | None = None,
    **detail: Any,
) -> AuditEntry:
    """Return the entry that `actor` did `action` to the object with this public id, unsaved."""
    return AuditEntry(
        at=at,
        actor=actor,
        action=action,
        object_type=object_type,
        object_id=object_id,
        branch=branch,
        ip=ip,
        request_id=request_id.get(),
        detail=detail,
    )


def record(action: str, **about: Any) -> AuditEntry:
    """Write down an act; takes what `entry` takes."""
    row = entry(action, **about)
    row.save(force_insert=True)
    return row


def record_all(entries: list[AuditEntry]) -> None:
    """Write down many acts at once."""
    AuditEntry.objects.bulk_create(entries)


def _digest(previous: str, rows: list[AuditEntry]) -> str:
    digest = hashlib.sha256(previous.encode())
    for row in rows:
        values = [
            row.pk, row.at.isoformat(), row.actor_id, row.action, row.object_type, row.object_id,
            row.branch_id, row.ip, row.request_id, row.detail,
        ]  # fmt: skip
        digest.update(json.dumps(values, sort_keys=True).encode())
    return digest.hexdigest()


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
        return bool(cursor.fetchone()[0])


def seal(now: datetime) -> int:
    """Seal the rows written since the last seal; return how many.

    Rows of the last five minutes wait for the next round: a transaction that took a lower number
    may still be open. Two rounds at once would seal twice, so the second one does nothing; the
    lock is an advisory one, because the web's role may not lock rows it may not change.
    """
    sealed = 0
    with transaction.atomic():
        if not _is_alone():
            return 0
        last = AuditSeal.objects.last()
        settled = AuditEntry.objects.filter(pk__gt=last.last_id if last else 0)
        young = settled.filter(at__gte=now - SETTLED).order_by("pk").values_list("pk", flat=True)
        first_young = young.first()
        entries = settled.order_by("pk")
        if first_young is not None:
            entries = entries.filter(pk__lt=first_young)
        while block := list(entries[sealed : sealed + BLOCK]):
            last = AuditSeal.objects.create(
                first_id=block[0].pk,
                last_id=block[-1].pk,
                digest=_digest(last.digest if last else "", block),
                sealed_at=now,
            )
            sealed += len(block)
    return sealed


def broken_seals() -> list[AuditSeal]:
    """Return the seals whose rows are no longer as they were sealed."""
    broken, previous = [], ""
    for block_seal in AuditSeal.objects.all():
        rows = list(
            AuditEntry.objects.filter(
                pk__gte=block_seal.first_id, pk__lte=block_seal.last_id
            ).order_by("pk")
        )
        has_gap = not rows or rows[-1].pk != block_seal.last_id
        if has_gap or _digest(previous, rows) != block_seal.digest:
            broken.append(block_seal)
        previous = block_seal.digest
    return broken
