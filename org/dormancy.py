"""Accounts that nobody uses are closed; what nobody looks after is a way in for others.

The administrators are told seven days before. Counted is the last act in the person's own name
(a sign-in, a program's call with his token), the day he was taken in or let in again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from core.outbox.api import enqueue
from core.versioning import StaleError
from org import audit
from org.access.roles import Role
from org.models import ApiToken, AuditEntry, SignIn, User
from org.people import close_account

logger = logging.getLogger(__name__)
NOTICE = timedelta(days=7)
TOLD = "idle_account_told"
WARNING = "org.idle_accounts"  # the kind of the mail


def review(now: datetime) -> int:
    """Close what was announced and is idle still, announce what comes next; return how many.

    Once a night; harmless however often it runs.
    """
    return _close_idle(now) + _announce(now)


def _people() -> QuerySet[Any]:
    """Return active people with `used_at`, their last use, and `told_at`, the last warning."""
    people = User.objects.filter(is_active=True)
    if not settings.PRODUCTION:
        people = people.exclude(is_demo=True)
    acts = _latest(AuditEntry.objects.filter(actor=OuterRef("pk")), "at")
    let_in = _latest(_about("user_enabled"), "at")
    session = _latest(SignIn.objects.filter(user=OuterRef("pk")), "seen_at")
    program = _latest(ApiToken.objects.filter(user=OuterRef("pk")), "window_at")
    since = [Coalesce(one, F("created_at")) for one in (acts, let_in, session, program)]
    told = _latest(_about(TOLD), "at")
    return people.annotate(used_at=Greatest(F("created_at"), *since), told_at=told)


def _about(action: str) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(
        object_type="user", object_id=OuterRef("public_id"), action=action
    )


def _latest(rows: QuerySet[Any], field: str) -> Subquery:
    known = rows.filter(**{f"{field}__isnull": False}).order_by(f"-{field}")
    return Subquery(known.values(field)[:1])


def _idle_since(now: datetime, notice: timedelta = timedelta()) -> datetime:
    return now - timedelta(days=settings.IDLE_ACCOUNT_DAYS) + notice


@transaction.atomic
def _announce(now: datetime) -> int:
    """Tell the administrators once of accounts that will have been idle too long in seven days."""
    idle = _people().filter(used_at__lte=_idle_since(now, NOTICE)).select_related("branch")
    people = [one for one in idle if one.told_at is None or one.told_at < one.used_at]
    audit.record_all([
        audit.entry(TOLD, actor=None, at=now, object_type="user", object_id=one.public_id,
                    branch=one.branch)
        for one in people
    ])  # fmt: skip
    if people:
        payload = {"count": len(people), "on": (now + NOTICE).isoformat()}
        enqueue(WARNING, key=now.isoformat(), due_at=now, payload=payload)
    return len(people)


def _close_idle(now: datetime) -> int:
    """Close accounts that were announced seven days ago and not used since; return how many."""
    idle = _people().filter(
        used_at__lte=_idle_since(now), told_at__gte=F("used_at"), told_at__lte=now - NOTICE
    )
    keys = idle.order_by("used_at", "pk").values_list("pk", flat=True)
    return sum(_close(key, now) for key in list(keys))


@transaction.atomic
def _close(key: int, now: datetime) -> bool:
    """Close one account, unless it is the last that can let anybody in again."""
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    others = set(administrators.select_for_update().order_by("pk").values_list("pk", flat=True))
    person = User.objects.select_for_update().filter(pk=key, is_active=True).first()
    if person is None or not others - {key}:
        return False
    try:
        with transaction.atomic():
            close_account(person, person.version, actor=None, now=now, ip=None, reason="idle")
    except (StaleError, ValidationError):
        logger.warning("An idle account could not be closed.", extra={"user_id": key})
        return False
    return True
