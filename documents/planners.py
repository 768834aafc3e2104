"""Once a night: who is told today of papers that fall due, and which heads of late ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.functions import Coalesce

from core.outbox.api import Due, enqueue_many
from documents.mails import DUE, OVERDUE, WARN_BEFORE, heads_of
from documents.models import Document
from org.calendars import next_working_day
from org.models import Branch, User

MONDAY = 0


def _morning(person: User, day: date) -> datetime:
    """Return the hour of the person's agenda on the first working day from `day` on."""
    first = next_working_day(person.branch, day - timedelta(days=1))
    return datetime.combine(first, time(person.agenda_hour), person.zone)


def plan_due(now: datetime) -> int:
    """Ask for the mails of today; return how many are new. Harmless however often it runs.

    The night of the portal's clock: at that hour it is the same day in every zone of the country.
    """
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return _tell_people(today) + _tell_heads(today)


def _tell_people(today: date) -> int:
    days = [today + timedelta(days=days) for days in WARN_BEFORE]
    rows = Document.objects.system("who is told today").in_use().filter(watch_on__in=days)
    whose = rows.order_by().values_list(Coalesce("responsible_id", "owner_id")).distinct()
    people = User.objects.filter(pk__in=whose, is_active=True).select_related("branch")
    return enqueue_many(DUE, [_due(person, today) for person in people])


def _tell_heads(today: date) -> int:
    """Late since yesterday; on Mondays everything that is late."""
    rows = Document.objects.system("which heads are told").in_use().filter(watch_on__lt=today)
    if today.weekday() != MONDAY:
        rows = rows.filter(watch_on=today - timedelta(days=1))
    branches = Branch.objects.filter(pk__in=rows.order_by().values("branch").distinct())
    heads = {head.pk: head for head in heads_of(branches)}
    return enqueue_many(OVERDUE, [_due(head, today) for head in heads.values()])


def _due(person: User, today: date) -> Due:
    payload = {"user": person.public_id, "day": today.isoformat()}
    return Due(f"{person.public_id}:{today}", _morning(person, today), payload)
