"""Who has to wait after wrong passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt

from org.access.lockout import WAIT, WRONG_PER_ADDRESS
from org.models import User


@dataclass(frozen=True)
class Lock:
    """How often the answer was wrong."""

    tries: int


def locked_users(now: datetime) -> dict[int, Lock]:
    """Return those who wait at some address, by primary key."""
    attempts = AccessAttempt.objects.filter(
        attempt_time__gt=now - WAIT, failures_since_start__gte=WRONG_PER_ADDRESS
    )
    tries = dict(attempts.values_list("username", "failures_since_start"))
    people = User.objects.filter(username__in=tries).values_list("pk", "username")
    return {pk: Lock(tries[name]) for pk, name in people}
