"""Whether jobs run at all: for the banner, the health page and the operations page."""

from datetime import datetime, timedelta

from django.db.models import Max

from core.outbox.models import MailSwitch, PumpBeat

BANNER_AFTER = timedelta(minutes=10)


def last_tick() -> datetime | None:
    """Return when a pump or the ticker last gave a sign of life."""
    return PumpBeat.objects.aggregate(last=Max("last_tick_at"))["last"]


def silent_since(now: datetime) -> datetime | None:
    """Return since when nothing runs, if that is more than ten minutes; else None.

    Before the first sign of life the time counts from the installation.
    """
    since = last_tick() or MailSwitch.objects.values_list("changed_at", flat=True).first()
    return since if since is not None and now - since > BANNER_AFTER else None
