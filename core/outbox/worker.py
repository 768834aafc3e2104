"""Doing one piece of work: claim, work outside a transaction, record.

The same functions are called by Celery workers and by the pump itself. Calling one twice, or in two
places at once, does the work once.
"""

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from core.clock import database_now
from core.outbox import claim as claims
from core.outbox import failpoints, mail, policy, smtp, switch
from core.outbox.api import wake
from core.outbox.claim import Claim
from core.outbox.kinds import Cancelled, Kind, UnknownKind, kind_of
from core.outbox.models import Delivery, Run
from core.outbox.policy import Verdict

Clock = Callable[[], datetime]
Result = TypeVar("Result")
logger = logging.getLogger(__name__)

NOTHING = "nothing"  # another has it, it is not due, or it is over
RECORD_TRIES = 4


def perform_run(run_id: int | None = None, *, clock: Clock = database_now) -> str:
    """Do the work of this run, or of the most urgent one; return how it ended or `nothing`."""
    taken = claims.take(Run, clock(), row_id=run_id)
    if taken is None:
        return NOTHING
    run, claim = taken
    failpoints.reach("after_claim")
    try:
        kind = kind_of(run.kind)
        deliveries = _rendered(run, kind, clock)
    except Cancelled as reason:
        return _cancel(run, claim, clock, str(reason))
    except Exception as error:
        return _fail(run, claim, clock, error)
    failpoints.reach("before_store")
    return _recorded(lambda: _store(run, claim, deliveries, clock()))


def _rendered(run: Run, kind: Kind, clock: Clock) -> list[Delivery]:
    now = clock()
    return mail.deliveries_of(run, kind, kind.work(run, now), now=now)


def _store(run: Run, claim: Claim, deliveries: list[Delivery], now: datetime) -> str:
    """Keep the rendered mails and end the run, or nothing of it when the claim is lost."""
    with transaction.atomic():
        if not claims.finish(
            run, claim, now, outcome="done", state="done", finished_at=now, next_try_at=None,
            last_error="",
        ):  # fmt: skip
            return "too_late"
        Delivery.objects.bulk_create(deliveries)
        if deliveries:
            wake(run.kind)
    failpoints.reach("after_store")
    return "done"


def perform_delivery(delivery_id: int | None = None, *, clock: Clock = database_now) -> str:
    """Send this mail, or the most urgent one; return how it ended or `nothing`."""
    if not switch.is_sending():
        return NOTHING
    taken = claims.take(Delivery, clock(), row_id=delivery_id)
    if taken is None:
        return NOTHING
    delivery, claim = taken
    failpoints.reach("after_claim")
    try:
        _check_recipient(delivery, clock())
        answer = _send(delivery, claim, clock)
    except Cancelled as reason:
        return _cancel(delivery, claim, clock, str(reason))
    except Exception as error:
        return _fail(delivery, claim, clock, error)
    failpoints.reach("before_commit")
    ended = _recorded(lambda: _record(delivery, claim, answer, clock()))
    failpoints.reach("after_commit")
    return ended


def _check_recipient(delivery: Delivery, now: datetime) -> None:
    """Ask the kind once more whether this person may get it; raise Cancelled if not."""
    run = delivery.run
    if not kind_of(run.kind).may_receive(run, delivery.recipient, now):
        raise Cancelled("the person may no longer receive it")
    if not mail.is_intact(delivery):
        raise Cancelled("the stored message is damaged or was cleaned up")


def _send(delivery: Delivery, claim: Claim, clock: Clock) -> smtp.Answer:
    body = bytes(delivery.body or b"")
    return smtp.send(
        body,
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        recipient=delivery.address,
        before_dot=lambda: claims.mark_doubt(delivery, claim, clock()),
    )


def _record(delivery: Delivery, claim: Claim, answer: smtp.Answer, now: datetime) -> str:
    changes = _end_of(delivery, answer, now)
    held = claims.finish(
        delivery, claim, now, outcome=str(changes["state"]), code=answer.code, detail=answer.text,
        **changes,
    )  # fmt: skip
    return str(changes["state"]) if held else "too_late"


def _end_of(delivery: Delivery, answer: smtp.Answer, now: datetime) -> dict[str, Any]:
    """Return the row's new state after this answer."""
    error = {"last_error": answer.text[:300], "last_error_at": now}
    match answer.verdict:
        case Verdict.ACCEPTED:
            return {"state": "sent", "finished_at": now, "next_try_at": None, "last_error": ""}
        case Verdict.UNKNOWN:
            may_resend = not delivery.holds_doubt and delivery.resends == 0
            then = now + policy.scaled(policy.RESEND_AFTER) if may_resend else None
            return {"state": "in_doubt", "next_try_at": then, **error}
        case Verdict.PERMANENT:
            is_address = answer.text.startswith("RCPT")
            return {"state": "failed", "finished_at": now, "next_try_at": None,
                    "is_address_refused": is_address,
                    "failures": delivery.failures + 1, **error}  # fmt: skip
        case Verdict.ABANDONED:
            return {"state": "waiting", "next_try_at": now, **error}
    return _step_back(delivery, now, answer.text, answer.verdict)


def _step_back(
    row: Run | Delivery, now: datetime, text: str, verdict: Verdict = Verdict.QUICK
) -> dict[str, Any]:
    """Return the state after a failed try: waiting for the next, or failed after 24 hours."""
    failures = row.failures + 1
    then = policy.next_try(
        verdict, failures=failures, first_tried_at=row.first_tried_at or now, now=now,
        seed=row.public_id,
    )  # fmt: skip
    return {
        "state": "waiting" if then else "failed",
        "next_try_at": then,
        "finished_at": None if then else now,
        "failures": failures,
        "last_error": text[:300],
        "last_error_at": now,
    }


def _cancel(row: Run | Delivery, claim: Claim, clock: Clock, reason: str) -> str:
    def write() -> str:
        now = clock()
        held = claims.finish(
            row, claim, now, outcome="cancelled", detail=reason, state="cancelled",
            next_try_at=None, finished_at=now, last_error=reason[:300],
        )  # fmt: skip
        return "cancelled" if held else "too_late"

    return _recorded(write)


def _fail(row: Run | Delivery, claim: Claim, clock: Clock, error: Exception) -> str:
    """Record an error of our own. Its message is left out: it may quote a customer."""
    text = str(error) if isinstance(error, UnknownKind) else _place_of(error)
    logger.error("work of the outbox failed: %s", text, extra={"kind": type(row).__name__})

    def write() -> str:
        now = clock()
        changes = _step_back(row, now, text)
        held = claims.finish(row, claim, now, outcome="failed", detail=text, **changes)
        return str(changes["state"]) if held else "too_late"

    return _recorded(write)


def _place_of(error: Exception) -> str:
    """Return `KeyError at kinds.py:42`, which helps to find the fault and quotes nobody."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def _recorded(write: Callable[[], Result]) -> Result:
    """Run a recording transaction; a lost connection or a deadlock is tried again.

    Nothing outside the database happens in `write`, so repeating the whole is safe.
    """
    for _ in range(RECORD_TRIES - 1):
        try:
            return write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep((100 + secrets.randbelow(400)) / 1000)
    return write()
