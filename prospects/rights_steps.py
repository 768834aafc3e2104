"""The steps of a request about data: who may take which one now, and taking it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from org.access.permissions import Permission as P
from org.models import User
from prospects import restriction, rights
from prospects.models import DataRequest

COPY, ANSWER, REFUSE, RESTRICT = "copy", "answer", "refuse", "restrict"
ERASE, APPROVE, LIFT = "erase", "approve", "lift"
DECIDES = (APPROVE, LIFT)  # head office; the others are of those who answer
NEEDS_WORDS = (ANSWER, REFUSE, RESTRICT, LIFT)


def right_for(step: str) -> P:
    """Return the right a step asks for."""
    return P.RIGHTS_DECIDE if step in DECIDES else P.RIGHTS_ANSWER


def steps_for(row: DataRequest, user: User) -> list[str]:
    """Return the steps that follow now and that this person may take."""
    person, is_waiting = row.prospect, row.state == DataRequest.State.WAITING
    may_lock = row.kind in {"restriction", "erasure", "correction"} and is_waiting
    follows = {
        COPY: row.kind == "access" and row.is_open,
        ANSWER: is_waiting,
        REFUSE: row.state in {"waiting", "approval"},
        RESTRICT: may_lock and person.restricted_at is None,
        ERASE: row.kind == "erasure" and is_waiting,
        APPROVE: row.state == DataRequest.State.APPROVAL and row.answered_by_id != user.pk,
        LIFT: person.restricted_at is not None and person.erased_at is None,
    }
    return [step for step, is_next in follows.items() if is_next and user.may(right_for(step))]


def take(row: DataRequest, step: str, words: str, *, actor: User, now: datetime) -> None:
    """Take a step; `words` is what was told to the person, or why.

    Raises ValidationError with what is in the way.
    """
    by: dict[str, Any] = {"actor": actor, "now": now}
    ways: dict[str, Callable[[], Any]] = {
        COPY: lambda: rights.make_copy(row, **by),
        ANSWER: lambda: rights.answer(row, text=words, is_refused=False, **by),
        REFUSE: lambda: rights.answer(row, text=words, is_refused=True, **by),
        RESTRICT: lambda: rights.restrict(row, text=words, **by),
        ERASE: lambda: rights.ask_erasure(row, **by),
        APPROVE: lambda: rights.approve_erasure(row, **by),
        LIFT: lambda: restriction.lift(row.prospect, why=words, **by),
    }
    ways[step]()
