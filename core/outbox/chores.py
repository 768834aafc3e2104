"""Small recurring work: every few seconds or minutes, and once a night."""

import inspect
import logging
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from core.outbox import policy

logger = logging.getLogger(__name__)
NIGHT = time(2, 0)  # on the clock of settings.TIME_ZONE

_CLAIM = """
INSERT INTO outbox_chore AS chore (path, last_at) VALUES (%(path)s, %(now)s)
ON CONFLICT (path) DO UPDATE SET last_at = excluded.last_at WHERE chore.last_at <= %(before)s
"""


def claim(path: str, *, now: datetime, before: datetime) -> bool:
    """Tell whether this process does the chore: it last ran at or before `before`."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"path": path, "now": now, "before": before})
        return bool(cursor.rowcount == 1)


def last_night(now: datetime) -> datetime:
    """Return the last 02.00 on the portal's clock."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    night = datetime.combine(local.date(), NIGHT, local.tzinfo)
    return night if night <= local else night - timedelta(days=1)


def run_due(now: datetime) -> list[str]:
    """Do the chores that are due and that no other process does; return what went wrong."""
    problems: list[str] = []
    for path, before in _due_before(now):
        if claim(path, now=now, before=before):
            problems += attempt(path, now)
    return problems


def _due_before(now: datetime) -> Iterator[tuple[str, datetime]]:
    for path, seconds in settings.OUTBOX_CHORES:
        yield path, now - policy.scaled(seconds)
    for path in settings.OUTBOX_NIGHTLY:
        yield path, last_night(now) - timedelta(microseconds=1)


def attempt(path: str, now: datetime) -> list[str]:
    """Call the function of this path; an error ends this chore only and is returned in words."""
    try:
        work = import_string(path)
        if inspect.signature(work).parameters:
            work(now)
        else:
            work()
    except Exception as error:
        if isinstance(error, DatabaseError) and not connection.in_atomic_block:
            connection.close()
        text = f"{path}: {type(error).__name__}"
        logger.error("a chore failed: %s", text)
        return [text]
    return []
