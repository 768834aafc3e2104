"""Who has to wait after wrong answers, and letting them in again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Count, Max, Min, Sum

from org import audit
from org.access.lockout import FAMILIAR_FOR, WAIT, WRONG_PER_ADDRESS, WRONG_PER_DAY
from org.models import AuditEntry, User

SHOWN = 200
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lock:
    """A person, or a name nobody has, who waits at one address."""

    name: str
    ip: str | None
    person: User | None
    tries: int
    since: datetime
    until: datetime


def locks(now: datetime) -> list[Lock]:
    """Return who waits at `now`, the latest first."""
    found = list(
        AccessAttempt.objects.filter(attempt_time__gt=now - WAIT)
        .values("username", "ip_address")
        .annotate(
            tries=Sum("failures_since_start"), last=Max("attempt_time"), first=Min("attempt_time")
        )
        .order_by("-last")[: SHOWN * 2]
    )
    people = {one.username: one for one in User.objects.select_related("branch").filter(
        username__in=[row["username"] for row in found])}  # fmt: skip
    strict = _strictly_watched(people.values(), now)
    familiar = _familiar(strict, now)
    rows = []
    for row in found:
        person = people.get(row["username"])
        is_strict = person is not None and person.pk in strict and (
            (person.pk, row["ip_address"]) not in familiar
        )  # fmt: skip
        if row["tries"] >= (1 if is_strict else WRONG_PER_ADDRESS):
            rows.append(Lock(row["username"] or "", row["ip_address"], person, row["tries"],
                             row["last"], row["last"] + WAIT))  # fmt: skip
    return rows[:SHOWN]


def _strictly_watched(people: Iterable[User], now: datetime) -> set[int]:
    """Return whom twenty wrong answers a day have made strangers' addresses wait after one."""
    ids = {one.public_id: one.pk for one in people}
    counted = (
        AuditEntry.objects.filter(
            object_type="user", object_id__in=ids, action="sign_in_failed", at__gt=now - DAY
        )
        .values("object_id")
        .annotate(wrong=Count("id"))
        .filter(wrong__gte=WRONG_PER_DAY)
    )
    return {ids[row["object_id"]] for row in counted}


def _familiar(people: set[int], now: datetime) -> set[tuple[int | None, str | None]]:
    """Return (person, address) of sign-ins within 30 days."""
    if not people:
        return set()
    entries = AuditEntry.objects.filter(
        actor__in=people, action="sign_in", at__gt=now - FAMILIAR_FOR
    )
    return set(entries.values_list("actor", "ip").distinct())


def locked_users(now: datetime) -> dict[int, Lock]:
    """Return the latest lock of each person who waits, by the person's primary key."""
    found: dict[int, Lock] = {}
    for lock in locks(now):
        if lock.person is not None:
            found.setdefault(lock.person.pk, lock)
    return found


def locked_count(now: datetime) -> int:
    """Return how many wait, for the menu."""
    return len(locks(now))


@transaction.atomic
def unlock(name: str, address: str | None, *, actor: User, now: datetime, ip: str | None) -> bool:
    """Let them try again at once; False when nobody waits under this name and address."""
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    tries = attempts.aggregate(all=Sum("failures_since_start"))["all"]
    if not tries:
        return False
    attempts.delete()
    person = User.objects.filter(username=name).first()
    audit.record(
        "unlocked", actor=actor, at=now, object_type="user" if person else "address",
        object_id=person.public_id if person else "", branch=person.branch if person else None,
        ip=ip, address=address, tries=tries,
    )  # fmt: skip
    return True
