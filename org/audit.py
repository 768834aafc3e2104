"""Writing the audit trail, sealing it and checking the seals."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from core.logging import request_id
from org.models import AuditEntry, AuditSeal, Branch, User

BLOCK = 1000


def record(
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
    """Write down that `actor` did `action` to the object with this public id."""
    return AuditEntry.objects.create(
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


def _digest(previous: str, rows: list[AuditEntry]) -> str:
    digest = hashlib.sha256(previous.encode())
    for row in rows:
        values = [
            row.pk, row.at.isoformat(), row.actor_id, row.action, row.object_type, row.object_id,
            row.branch_id, row.ip, row.request_id, row.detail,
        ]  # fmt: skip
        digest.update(json.dumps(values, sort_keys=True).encode())
    return digest.hexdigest()


def seal(now: datetime) -> int:
    """Seal the rows written since the last seal; return how many.

    Rows of the last minute wait for the next round: their transactions may still be open.
    """
    sealed = 0
    with transaction.atomic():
        last = AuditSeal.objects.select_for_update().last()
        entries = AuditEntry.objects.filter(
            pk__gt=last.last_id if last else 0, at__lt=now
        ).order_by("pk")
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
        if _digest(previous, rows) != block_seal.digest:
            broken.append(block_seal)
        previous = block_seal.digest
    return broken
