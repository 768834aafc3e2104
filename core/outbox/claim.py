"""Taking a row, holding it, and giving it back: the only statements that change who owns work.

A row is taken by one UPDATE over a SELECT ... FOR UPDATE SKIP LOCKED. It is finished only where
owner and attempt are still those of the claim, so a process that was stopped for longer than its
lease changes nothing when it wakes.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min

from core.outbox import policy
from core.outbox.models import Attempt, Delivery, Run

Row = TypeVar("Row", Run, Delivery)

OPEN = "next_try_at <= %(now)s AND NOT (state = 'working' AND crashes + 1 >= %(crash_limit)s)"
_FREE = {Run: OPEN, Delivery: f"{OPEN} AND NOT (state = 'working' AND doubt_at IS NOT NULL)"}
_TABLE = {Run: "outbox_run", Delivery: "outbox_delivery"}
_ALSO = {
    Run: "",
    Delivery: ", resends = resends + CASE WHEN state = 'in_doubt' THEN 1 ELSE 0 END"
    ", doubt_at = NULL",
}

_TAKE = """
UPDATE {table} SET
    state = 'working', claimed_by = %(token)s, attempt = attempt + 1,
    crashes = crashes + CASE WHEN state = 'working' THEN 1 ELSE 0 END,
    lease_until = %(until)s, next_try_at = %(until)s, handed_until = NULL,
    first_tried_at = COALESCE(first_tried_at, %(now)s){also}
WHERE id = (
    SELECT id FROM {table} WHERE {free}{named}
    ORDER BY priority, next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, attempt
"""

_HAND = """
WITH due AS (
    SELECT id, handed_until IS NOT NULL AS is_stale FROM {table}
    WHERE {free} AND (handed_until IS NULL OR handed_until <= %(now)s)
    ORDER BY priority, next_try_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE {table} AS row SET handed_until = %(until)s FROM due WHERE row.id = due.id
RETURNING row.id, row.priority, {queue}, due.is_stale
"""

_CRASHED = """
UPDATE {table} SET state = 'crashed', next_try_at = NULL, finished_at = %(now)s, claimed_by = '',
    crashes = crashes + 1, last_error = 'stopped after repeated crashes', last_error_at = %(now)s
WHERE state = 'working' AND next_try_at <= %(now)s AND crashes + 1 >= %(crash_limit)s{only}
"""

# The late owner keeps its claim: if it still learns the answer, that answer ends the doubt.
_DOUBTED = """
UPDATE outbox_delivery SET state = 'in_doubt',
    last_error = 'no answer after the final dot', last_error_at = %(now)s,
    next_try_at = CASE WHEN holds_doubt OR resends > 0 THEN NULL ELSE doubt_at + %(wait)s END
WHERE state = 'working' AND doubt_at IS NOT NULL AND next_try_at <= %(now)s
"""


@dataclass(frozen=True)
class Claim:
    """The proof of ownership of one try."""

    token: str
    attempt: int


@dataclass(frozen=True)
class Handed:
    """A row that a worker is to be told of. `is_stale`: one was told before and did not come."""

    row_id: int
    priority: int
    queue: str
    is_stale: bool


def take(model: type[Row], now: datetime, *, row_id: int | None = None) -> tuple[Row, Claim] | None:
    """Claim the row of this id, or the most urgent one; None when there is nothing to take."""
    token = secrets.token_hex(12)
    statement = _TAKE.format(
        table=_TABLE[model], also=_ALSO[model], free=_FREE[model],
        named=" AND id = %(row_id)s" if row_id is not None else "",
    )  # fmt: skip
    values = _values(now) | {"token": token, "until": now + policy.lease(), "row_id": row_id}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
        if found is None:
            return None
        row = model.objects.get(pk=found[0])
        claim = Claim(token, found[1])
        _open_attempt(row, claim, now)
    return row, claim


def _values(now: datetime) -> dict[str, Any]:
    return {"now": now, "crash_limit": settings.OUTBOX_CRASH_LIMIT}


def _open_attempt(row: Run | Delivery, claim: Claim, now: datetime) -> None:
    _tries(row).filter(ended_at=None).update(ended_at=now, outcome="crashed")
    run_id, delivery_id = (row.pk, None) if isinstance(row, Run) else (row.run_id, row.pk)
    Attempt.objects.create(
        run_id=run_id, delivery_id=delivery_id, number=claim.attempt, by=claim.token, started_at=now
    )


def _tries(row: Run | Delivery) -> Any:
    if isinstance(row, Run):
        return Attempt.objects.filter(run_id=row.pk, delivery=None)
    return Attempt.objects.filter(delivery_id=row.pk)


def finish(
    row: Run | Delivery, claim: Claim, now: datetime, *, outcome: str, code: int | None = None,
    detail: str = "", **changes: Any,
) -> bool:  # fmt: skip
    """Write the end of a try, if the claim still holds; return whether it did.

    `changes` are the row's new state and times. The attempt's own line is written in any case.
    """
    with transaction.atomic():
        held = type(row).objects.filter(
            pk=row.pk, claimed_by=claim.token, attempt=claim.attempt,
            state__in=["working", "in_doubt"],
        ).update(claimed_by="", lease_until=None, **changes)  # fmt: skip
        _tries(row).filter(number=claim.attempt).update(
            ended_at=now, outcome=outcome if held else "too_late", code=code, detail=detail[:300]
        )
    return bool(held == 1)


def mark_doubt(delivery: Delivery, claim: Claim, now: datetime) -> bool:
    """Commit that the final dot comes next; False when the lease is over and it must not.

    From here on nobody else takes the mail by itself, whatever happens to this process.
    """
    until = now + policy.lease()
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, claimed_by=claim.token, attempt=claim.attempt,
            state=Delivery.State.WORKING, lease_until__gt=now,
        ).update(doubt_at=now, lease_until=until, next_try_at=until)
    )  # fmt: skip


def hand_out(model: type[Row], now: datetime, limit: int) -> list[Handed]:
    """Pick due rows that no worker was told of, or none came for; the most urgent first."""
    statement = _HAND.format(
        table=_TABLE[model],
        free=_FREE[model],
        queue="row.queue" if model is Run else "'default'",
    )
    values = _values(now) | {"until": now + policy.handed(), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [Handed(*found) for found in cursor.fetchall()]
    return sorted(rows, key=lambda row: (row.priority, row.row_id))


def take_back(model: type[Row], ids: list[int]) -> None:
    """Forget that workers were told of these rows."""
    model.objects.filter(pk__in=ids).update(handed_until=None)


def outstanding(now: datetime) -> int:
    """Return how many rows workers were told of and have not come for yet."""
    return sum(
        model.objects.filter(next_try_at__isnull=False, handed_until__gt=now).count()
        for model in (Run, Delivery)
    )


def sweep(now: datetime) -> None:
    """Give up what crashes again and again; list the mails whose sender died after the dot."""
    values = _values(now) | {"wait": policy.scaled(policy.RESEND_AFTER)}
    with connection.cursor() as cursor:
        cursor.execute(_CRASHED.format(table="outbox_run", only=""), values)
        cursor.execute(
            _CRASHED.format(table="outbox_delivery", only=" AND doubt_at IS NULL"), values
        )
        cursor.execute(_DOUBTED, values)


def next_due(*, with_mail: bool) -> datetime | None:
    """Return the next moment at which there will be something to take."""
    moments = [
        model.objects.filter(next_try_at__isnull=False).aggregate(first=Min("next_try_at"))["first"]
        for model in ((Run, Delivery) if with_mail else (Run,))
    ]
    return min((moment for moment in moments if moment is not None), default=None)
