"""Doing a batch row by row, and taking it back.

Each row is a transaction of its own: locked, looked at anew with the rights the person has now,
and left out with a sentence when it changed since it was chosen. So a batch that is interrupted
goes on where it stopped, and a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.outbox.api import enqueue
from core.outbox.kinds import Kind, Mail
from core.outbox.models import Run
from core.versioning import StaleError
from org import audit
from org.models import User
from prospects import timeline
from prospects.bulk.base import BulkAction, RowChangedError, Turn, actions
from prospects.models import BulkBatch, BulkItem, Opportunity, Prospect

AT_ONCE = 200  # rows done while the person waits; more are a worker's
LOOK_AFTER = timedelta(minutes=1)  # when a worker ends a short batch that was interrupted
UNDO_FOR = timedelta(hours=24)
State, Item = BulkBatch.State, BulkItem.State
REFUSALS = (InputError, ValidationError, PermissionDenied, StaleError, IntegrityError)
Step = Callable[[Turn], dict[str, Any] | None]


@transaction.atomic
def start(batch: BulkBatch, params: dict[str, Any], *, now: datetime, ip: str | None) -> bool:
    """Begin a drafted batch; a second press changes nothing. Return whether this call did it."""
    kept = batch.params | params
    mine = BulkBatch.objects.filter(pk=batch.pk, state=State.DRAFT)
    if not mine.update(state=State.WAITING, started_at=now, params=kept):
        return False
    audit.record(
        "bulk.start", actor=batch.by, at=now, object_type="batch", object_id=batch.public_id,
        branch=batch.by.branch, ip=ip, action_code=batch.action, rows=batch.items.count(),
    )  # fmt: skip
    batch.refresh_from_db()
    _hand_on(batch, "bulk.run", now)
    return True


@transaction.atomic
def start_undo(batch: BulkBatch, *, now: datetime, ip: str | None) -> bool:
    """Begin to take a batch back, within 24 hours. Return whether this call did it."""
    fresh = BulkBatch.objects.filter(pk=batch.pk, state=State.DONE, finished_at__gt=now - UNDO_FOR)
    if not fresh.update(state=State.UNDOING, undone_at=now):
        return False
    audit.record(
        "bulk.undo", actor=batch.by, at=now, object_type="batch", object_id=batch.public_id,
        branch=batch.by.branch, ip=ip, action_code=batch.action,
    )  # fmt: skip
    batch.refresh_from_db()
    _hand_on(batch, "bulk.undo", now)
    return True


def _hand_on(batch: BulkBatch, kind: str, now: datetime) -> None:
    """Leave a long batch to a worker; a short one is done after the commit by `finish_short`.

    A worker looks after the short one too, later, in case the request was interrupted.
    """
    wait = timedelta(0) if batch.items.count() > AT_ONCE else LOOK_AFTER
    enqueue(
        kind, key=batch.public_id, due_at=now + wait, requested_by_id=batch.by_id,
        payload={"batch": batch.public_id},
    )  # fmt: skip


def finish_short(batch: BulkBatch, now: datetime) -> None:
    """Do a short batch at once."""
    if batch.items.count() <= AT_ONCE:
        carry_on(batch, now)


def carry_on(batch: BulkBatch, now: datetime) -> None:
    """Do what is left of a batch, forwards or backwards; harmless when nothing is."""
    person = User.objects.select_related("branch").get(pk=batch.by_id)
    person.access_day = now.astimezone(person.zone).date()
    action = actions()[batch.action]
    with translation.override(person.language):
        if batch.state in (State.WAITING, State.WORKING):
            BulkBatch.objects.filter(pk=batch.pk).update(state=State.WORKING)
            _through(batch, Item.WAITING, (Item.DONE, Item.SKIPPED), action.do, action, person, now)
            _end(batch, State.WORKING, State.DONE, now)
        elif batch.state == State.UNDOING:
            _through(batch, Item.DONE, (Item.UNDONE, Item.KEPT), _back(action), action, person, now)
            _end(batch, State.UNDOING, State.UNDONE, now)
    batch.refresh_from_db()


def _end(batch: BulkBatch, old: str, new: str, now: datetime) -> None:
    BulkBatch.objects.filter(pk=batch.pk, state=old).update(state=new, finished_at=now)


def _back(action: BulkAction) -> Step:
    def undo(turn: Turn) -> dict[str, Any] | None:
        action.undo(turn)
        return dict(turn.item.before)

    return undo


def _through(
    batch: BulkBatch, waiting: str, ends: tuple[str, str], step: Step, action: BulkAction,
    person: User, now: datetime,
) -> None:  # fmt: skip
    items = batch.items.filter(state=waiting).order_by("position")
    for key in list(items.values_list("pk", flat=True)):
        with transaction.atomic():
            item = BulkItem.objects.select_for_update().filter(pk=key, state=waiting).first()
            if item is not None:
                _one(batch, item, ends, step, action, person, now)


def _one(
    batch: BulkBatch, item: BulkItem, ends: tuple[str, str], step: Step, action: BulkAction,
    person: User, now: datetime,
) -> None:  # fmt: skip
    try:
        with (
            transaction.atomic(),
            pghistory.context(batch=batch.public_id, user=person.pk),
            timeline.in_batch(batch.public_id),
        ):
            if not (person.is_active and person.may(action.permission)):
                raise PermissionDenied
            row = _row(item, person, is_new=action.is_strict and item.state == Item.WAITING)
            before = step(Turn(row, item, batch.params, person, now))
    except REFUSALS as error:
        item.state, item.reason = ends[1], _words(error)[:200]
    else:
        item.state = Item.SAME if before is None else ends[0]
        item.before, item.reason = before or {}, ""
    item.save(update_fields=["state", "reason", "before"])


def _row(item: BulkItem, person: User, *, is_new: bool) -> Any:
    """Return the row locked; refuse one that left the reach or changed since it was chosen."""
    row: Any
    if item.prospect_id:
        people = Prospect.objects.visible_to(person).live().select_for_update(of=("self",))
        row = people.select_related("owner", "branch").filter(pk=item.prospect_id).first()
    else:
        deals = Opportunity.objects.visible_to(person).live().select_for_update(of=("self",))
        deals = deals.select_related("prospect", "product", "branch", "owner")
        row = deals.filter(pk=item.opportunity_id or 0).first()
    if row is None:
        raise InputError("gone", gettext_lazy("No longer in your reach or archived."))
    if is_new and row.version != item.version:
        raise RowChangedError
    return row


def _words(error: Exception) -> str:
    if isinstance(error, InputError):
        return error.text
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, PermissionDenied):
        return _("You are not allowed to do this.")
    return _("Changed meanwhile by somebody else.")


class BulkWork(Kind):
    """A long batch, done by a worker."""

    code: ClassVar[str] = "bulk.run"
    label = gettext_lazy("Change of many rows")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Go on where the batch stands; however often this is called."""
        carry_on(BulkBatch.objects.get(public_id=run.payload["batch"]), now)
        return []


class BulkUndo(BulkWork):
    """A long batch, taken back by a worker."""

    code: ClassVar[str] = "bulk.undo"
    label = gettext_lazy("Undo of a change of many rows")
