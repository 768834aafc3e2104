"""Whether mail leaves: the switch of administrators, and the brake on restored copies."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from core.outbox.api import wake
from core.outbox.models import Delivery, MailSwitch, Run

RESTORED = "restored from a backup"

# The cluster, its timeline (a restore to a point in time opens a new one) and the database.
_PLACE = """
SELECT (SELECT system_identifier FROM pg_control_system())::text
    || ':' || CASE WHEN pg_is_in_recovery() THEN ''
                   ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END
    || ':' || (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def current() -> MailSwitch:
    """Return the one row as it is; without one, mail leaves."""
    return MailSwitch.objects.filter(pk=1).first() or MailSwitch(pk=1)


def _row() -> MailSwitch:
    """Return the one row, held until the transaction ends."""
    MailSwitch.objects.get_or_create(pk=1)
    return MailSwitch.objects.select_for_update().get(pk=1)


def is_sending() -> bool:
    """Tell whether mail may leave now: the setting and the switch both say so."""
    return bool(settings.MAIL_SENDING) and current().is_sending


def stop(*, reason: str, now: datetime, actor_id: int | None = None) -> None:
    """Keep all mail back from now on; work that makes no mail goes on."""
    MailSwitch.objects.get_or_create(pk=1)
    MailSwitch.objects.filter(pk=1).update(
        is_sending=False, reason=reason[:200], changed_at=now, changed_by=actor_id
    )


@transaction.atomic
def start(*, now: datetime, actor_id: int, discard_older: bool) -> int:
    """Let mail leave again; return how many waiting mails and runs were cancelled.

    With `discard_older` everything that was due before sending stopped is cancelled: after a
    restore it has probably left already.
    """
    switch = _row()
    cancelled = _discard(switch.changed_at, now) if discard_older else 0
    MailSwitch.objects.filter(pk=switch.pk).update(
        is_sending=True, reason="", changed_at=now, changed_by=actor_id, place=place()
    )
    wake()
    return cancelled


def _discard(before: datetime, now: datetime) -> int:
    end = {"state": "cancelled", "next_try_at": None, "finished_at": now,
           "last_error": "due before sending was stopped"}  # fmt: skip
    runs = Run.objects.filter(state="waiting", due_at__lt=before).update(**end)
    mails = Delivery.objects.filter(state="waiting", run__due_at__lt=before).update(**end)
    return runs + mails


def place() -> str:
    """Return where this database stands, as one comparable text."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE)
        return str(cursor.fetchone()[0])


@transaction.atomic
def brake_if_restored(now: datetime) -> bool:
    """Stop sending when this database is a restored copy; return whether it was one.

    The first pump that ever runs writes the place down.
    """
    switch = _row()
    here = place()
    if switch.place == here:
        return False
    is_copy = bool(switch.place)
    if is_copy:
        stop(reason=RESTORED, now=now)
    MailSwitch.objects.filter(pk=switch.pk).update(place=here)
    return is_copy
