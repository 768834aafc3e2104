"""The door of the outbox for services, planners and the operations page.

Everything here runs in the caller's transaction: the work exists exactly when the change that asked
for it does. Nothing here talks to the broker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from core.outbox.kinds import kind_of
from core.outbox.models import BY_A_PERSON, PLANNED, Delivery, Run

CHANNEL = "jobs"


@dataclass(frozen=True)
class Due:
    """One piece of work for `enqueue_many`."""

    key: str
    due_at: datetime
    payload: dict[str, Any] = field(default_factory=dict)
    requested_by_id: int | None = None


def wake(kind: str = "") -> None:
    """Tell the pumps to look, when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, kind])


def enqueue(
    kind: str,
    *,
    key: str,
    due_at: datetime,
    requested_by_id: int | None = None,
    payload: dict[str, Any] | None = None,
) -> Run:
    """Ask for work once per (kind, key) and return its row, old or new.

    Work that a person asked for goes before planned work. Raises UnknownKind.
    """
    enqueue_many(kind, [Due(key, due_at, payload or {}, requested_by_id)])
    return Run.objects.get(kind=kind, key=key)


def enqueue_many(kind: str, due: Iterable[Due]) -> int:
    """Ask for much work at once; return how many rows are new."""
    queue = kind_of(kind).queue
    rows = [
        Run(
            kind=kind, key=item.key, queue=queue, payload=item.payload, due_at=item.due_at,
            next_try_at=item.due_at, requested_by_id=item.requested_by_id,
            priority=BY_A_PERSON if item.requested_by_id else PLANNED,
        )
        for item in due
    ]  # fmt: skip
    if not rows:
        return 0
    ids = [row.public_id for row in rows]
    Run.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    new = Run.objects.filter(public_id__in=ids).count()
    if new:
        wake(kind)
    return new


def cancel(kind: str, key: str, *, now: datetime, reason: str) -> bool:
    """Cancel work that nobody works on now; return whether this call did it."""
    return _end_waiting(Run, now=now, reason=reason, kind=kind, key=key)


def cancel_delivery(delivery_id: int, *, now: datetime, reason: str) -> bool:
    """Cancel a mail that nobody is sending now; return whether this call did it."""
    return _end_waiting(Delivery, now=now, reason=reason, pk=delivery_id)


def _end_waiting(
    model: type[Run] | type[Delivery], *, now: datetime, reason: str, **row: Any
) -> bool:
    rows = model.objects.filter(state="waiting", **row)
    changed = rows.update(
        state="cancelled", next_try_at=None, finished_at=now, last_error=reason[:300],
        claimed_by="",
    )  # fmt: skip
    return bool(changed == 1)


def retry(row: Run | Delivery, *, now: datetime) -> bool:
    """Start anew what failed or crashed, or try at once what waits for its next try."""
    changed = (
        type(row)
        .objects.filter(pk=row.pk, state__in=["failed", "crashed", "waiting"])
        .update(
            state="waiting", next_try_at=now, handed_until=None, first_tried_at=None,
            failures=0, crashes=0, finished_at=None, claimed_by="", priority=BY_A_PERSON,
        )
    )  # fmt: skip
    wake()
    return bool(changed == 1)


def resolve(delivery_id: int, *, has_arrived: bool, now: datetime, actor_id: int) -> bool:
    """Decide about a mail in doubt: it arrived, or send it again with the same Message-ID.

    Returns whether this call decided; a second decision changes nothing.
    """
    doubtful = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.IN_DOUBT)
    if has_arrived:
        end = {"state": Delivery.State.SENT, "finished_at": now, "next_try_at": None}
    else:
        end = {"state": Delivery.State.WAITING, "next_try_at": now, "first_tried_at": None,
               "priority": BY_A_PERSON}  # fmt: skip
    changed = doubtful.update(**end, claimed_by="", resolved_by=actor_id)
    wake()
    return changed == 1
