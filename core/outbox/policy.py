"""How long things may take and when they are tried again. Pure functions; all times are real.

Outside production `OUTBOX_TIME_SCALE` divides every length here, so that tests see in seconds what
takes minutes.
"""

import zlib
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

WORK_LIMIT = 120  # seconds after which a worker is stopped
MINUTE = 60
QUICK_STEPS = (1, 5, 15, 60, 240)  # minutes; the last repeats
SLOW_STEPS = (15, 60, 240)
GIVE_UP_AFTER = 24 * 60 * MINUTE
RESEND_AFTER = 15 * MINUTE
HANDED = 30  # seconds a worker has to take what it was told of
HANDED_AT_LEAST = timedelta(seconds=2)


class Verdict(StrEnum):
    """What an answer of the mail server means for the mail."""

    ACCEPTED = "accepted"
    QUICK = "quick"  # try again soon
    SLOW = "slow"  # try again later, scattered
    PERMANENT = "permanent"  # never
    UNKNOWN = "unknown"  # the final dot was sent and no answer came
    ABANDONED = "abandoned"  # the claim was lost before the final dot


def scaled(seconds: float) -> timedelta:
    """Return this length of time, shortened by the scale of a test."""
    return timedelta(seconds=seconds / settings.OUTBOX_TIME_SCALE)


def lease() -> timedelta:
    """Return how long a claim holds: twice the longest work plus the longest conversation."""
    return scaled(2 * (WORK_LIMIT + settings.EMAIL_TIMEOUT))


def handed() -> timedelta:
    """Return how long a worker has to take a row before the pump takes it itself."""
    return max(scaled(HANDED), HANDED_AT_LEAST)


def verdict_of(code: int) -> Verdict:
    """Sort an SMTP answer: 2xx accepted, 432 and 452 slow, other 4xx quick, the rest permanent."""
    if 200 <= code < 300:
        return Verdict.ACCEPTED
    if code in (432, 452):
        return Verdict.SLOW
    if 400 <= code < 500:
        return Verdict.QUICK
    return Verdict.PERMANENT


def next_try(
    verdict: Verdict, *, failures: int, first_tried_at: datetime, now: datetime, seed: str
) -> datetime | None:
    """Return when to try again after `failures` failures, or None when 24 hours are over.

    Quick: 1, 5, 15, 60 minutes, then every 4 hours. Slow: from 15 minutes on, each up to half as
    long again, scattered by `seed` so that a full server does not meet everybody at once.
    """
    steps = SLOW_STEPS if verdict == Verdict.SLOW else QUICK_STEPS
    seconds = float(steps[min(failures, len(steps)) - 1] * MINUTE)
    if verdict == Verdict.SLOW:
        seconds *= 1 + (zlib.crc32(f"{seed}:{failures}".encode()) % 500) / 1000
    then = now + scaled(seconds)
    return None if then > first_tried_at + scaled(GIVE_UP_AFTER) else then
