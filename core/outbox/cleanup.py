"""What is thrown away at night."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from core.idempotency import forget_old_keys
from core.outbox.models import Attempt, Delivery, PumpBeat

BODIES_KEPT = timedelta(days=30)
TRIES_KEPT = timedelta(days=180)
SILENT_BEATS_KEPT = timedelta(days=2)


def clean(now: datetime) -> int:
    """Delete what is no longer needed; return how many rows were touched.

    Mail bodies after 30 days, tries after 180, keys of repeated requests after 48 hours, sessions
    and cache entries that are over, pulses of pumps that are gone.
    """
    return (
        forget_bodies(now)
        + Attempt.objects.filter(ended_at__lt=now - TRIES_KEPT).delete()[0]
        + forget_old_keys(now)
        + Session.objects.filter(expire_date__lt=now).delete()[0]
        + PumpBeat.objects.filter(last_tick_at__lt=now - SILENT_BEATS_KEPT).delete()[0]
        + _forget_cache(now)
    )


def forget_bodies(now: datetime) -> int:
    """Empty the bodies of mails that ended 30 days ago; their lines and digests stay."""
    ended = Delivery.objects.filter(
        finished_at__lt=now - BODIES_KEPT, next_try_at=None, body__isnull=False
    )
    return ended.exclude(state=Delivery.State.IN_DOUBT).update(body=None)


def _forget_cache(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [now])
        return int(cursor.rowcount)
