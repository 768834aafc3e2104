"""The time of day enters here and is an argument everywhere else."""

import os
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

_started = time.monotonic()


def _pretended() -> datetime | None:
    """Return the moment `AOPORTAL_NOW` pretends it is, running on from the start of the process."""
    text = os.environ.get("AOPORTAL_NOW", "")
    if not text or settings.PRODUCTION:
        return None
    start = datetime.fromisoformat(text)
    return start + (timedelta(seconds=time.monotonic() - _started))


def now() -> datetime:
    """Return the aware moment now. For view, task, command and API bases only."""
    return _pretended() or timezone.now()


def database_now() -> datetime:
    """Return the database's clock, which planner and pump share however many they are."""
    pretended = _pretended()
    if pretended:
        return pretended
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
