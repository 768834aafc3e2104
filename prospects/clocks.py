"""Deadlines in clock hours: 3 x 24 hours run through nights, Sundays and holidays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

THREE_DAYS = timedelta(hours=72)  # UU 27/2022 art. 30, 32, 40, 41 and 46


def due_at(received_at: datetime) -> datetime:
    """Return the moment 72 clock hours later; `received_at` is aware."""
    return received_at + THREE_DAYS


def left_words(until: datetime, now: datetime) -> str:
    """Return the time left in whole hours: *2 days 3 hours left*, *less than an hour left*."""
    hours = int((until - now).total_seconds() // 3600)
    if until <= now:
        return _("overdue")
    if hours < 1:
        return _("less than an hour left")
    days, rest = divmod(hours, 24)
    parts = []
    if days:
        parts.append(ngettext("%d day", "%d days", days) % days)
    if rest:
        parts.append(ngettext("%d hour", "%d hours", rest) % rest)
    return _("%s left") % " ".join(parts)
