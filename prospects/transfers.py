"""*Minta alih*: ask for a prospect somebody else holds, and answer such a request."""

from datetime import date, datetime, timedelta

from django.db import transaction

from core.outbox.api import Due, enqueue, enqueue_many
from org import audit
from org.calendars import working_days_after
from org.models import User
from prospects import changes
from prospects.holds import is_free
from prospects.models import Prospect, TransferRequest

ANSWER_WITHIN = 2  # working days; after that the branch head is asked


class AlreadyAnsweredError(Exception):
    """Somebody answered the request first."""


def _escalates_on(prospect: Prospect, today: date, now: datetime) -> date:
    """Return the holder's last day to answer: over already when his hold has ended."""
    if is_free(prospect, now):
        return today - timedelta(days=1)
    return working_days_after(prospect.branch, today, ANSWER_WITHIN)


@transaction.atomic
def ask(
    prospect: Prospect, *, requester: User, now: datetime, reason: str = ""
) -> tuple[TransferRequest, bool]:
    """Ask the holder to hand over; return the request and whether it is new.

    Asking again while the first request waits changes nothing.
    """
    today = prospect.branch.local_date(now)
    request, is_new = TransferRequest.objects.system("ask the holder").get_or_create(
        prospect=prospect,
        requester=requester,
        state=TransferRequest.State.WAITING,
        defaults={
            "owner": prospect.owner,
            "branch": prospect.branch,
            "reason": reason[:200],
            "requested_at": now,
            "escalates_on": _escalates_on(prospect, today, now),
        },
    )
    if is_new:
        audit.record(
            "transfer.ask",
            actor=requester,
            at=now,
            object_type="prospect",
            object_id=prospect.public_id,
            branch=prospect.branch,
        )
        enqueue(
            "transfer.asked",
            key=request.public_id,
            due_at=now,
            requested_by_id=requester.pk,
            payload={"request": request.public_id},
        )
    return request, is_new


def plan_escalations(now: datetime) -> int:
    """Tell the branch heads of requests unanswered after their last working day; return how many.

    The day ends on the branch's own calendar. Harmless however often it runs.
    """
    rows = TransferRequest.objects.system("requests past their day").waiting()
    late = rows.filter(escalates_on__lte=now.date()).select_related("branch")
    due = [
        Due(row.public_id, now, {"request": row.public_id})
        for row in late
        if row.escalates_on < row.branch.local_date(now)
    ]
    return enqueue_many("transfer.escalated", due) if due else 0


def _waiting(request: TransferRequest, decider: User) -> TransferRequest:
    """Lock the request; AlreadyAnsweredError when it waits no more or left the reach."""
    rows = TransferRequest.objects.visible_to(decider).waiting().select_for_update(of=("self",))
    row = rows.select_related("prospect__owner__branch", "prospect__branch", "requester__branch")
    found = row.filter(pk=request.pk).first()
    if found is None:
        raise AlreadyAnsweredError
    return found


def _close(request: TransferRequest, state: str, decider: User, now: datetime) -> None:
    request.state, request.answered_at, request.answered_by = state, now, decider
    request.save(update_fields=["state", "answered_at", "answered_by"])
    audit.record(
        f"transfer.{state}",
        actor=decider,
        at=now,
        object_type="prospect",
        object_id=request.prospect.public_id,
        branch=request.branch,
        requester=request.requester.full_name,
    )


@transaction.atomic
def grant(request: TransferRequest, *, decider: User, now: datetime) -> Prospect:
    """Hand the prospect, its open opportunities and follow-ups to the one who asked."""
    found = _waiting(request, decider)
    _close(found, TransferRequest.State.GRANTED, decider, now)
    return changes.reassign_prospect(
        found.prospect, to=found.requester, actor=decider, now=now, reason=found.reason
    )


@transaction.atomic
def refuse(request: TransferRequest, *, decider: User, now: datetime) -> None:
    """Keep the prospect where it is."""
    found = _waiting(request, decider)
    _close(found, TransferRequest.State.REFUSED, decider, now)


def withdraw(requester: User, *, actor: User, now: datetime) -> None:
    """Refuse all requests of somebody who left: nothing may come into his name any more."""
    rows = TransferRequest.objects.system("requests of somebody who left").waiting()
    found = rows.filter(requester=requester).select_for_update(of=("self",)).order_by("pk")
    for request in found.select_related("prospect", "requester", "branch"):
        _close(request, TransferRequest.State.REFUSED, actor, now)
