"""The log of looks: written with one statement that also counts the last hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from core.logging import request_id
from org import audit
from org.models import AuditEntry, User

AN_HOUR = timedelta(hours=1)
ONE_LOOK = timedelta(minutes=10)  # pages and fragments of one record opened within it are one look
FLAG = "reads.flag"

_WRITE = """
INSERT INTO org_readentry (at, user_id, object_type, object_id, ip, request_id)
VALUES (%(at)s, %(user)s, %(type)s, %(id)s, %(ip)s, %(request)s)
RETURNING (SELECT count(*) FROM org_readentry
           WHERE user_id = %(user)s AND at > %(at)s::timestamptz - interval '1 hour')
"""
_WRITE_ONCE = """
INSERT INTO org_readentry (at, user_id, object_type, object_id, ip, request_id)
SELECT %(at)s, %(user)s, %(type)s, %(id)s, %(ip)s, %(request)s
WHERE NOT EXISTS (SELECT 1 FROM org_readentry
    WHERE user_id = %(user)s AND object_id = %(id)s AND object_type = %(type)s AND at > %(since)s)
RETURNING (SELECT count(*) FROM org_readentry
           WHERE user_id = %(user)s AND at > %(at)s::timestamptz - interval '1 hour')
"""


def write(user: User, object_type: str, object_id: str, *, at: datetime, ip: str | None) -> int:
    """Write one look down; return how many the person took in the hour before it."""
    return _written(_WRITE, user, object_type, object_id, at, ip)


def write_once(
    user: User, object_type: str, object_id: str, *, at: datetime, ip: str | None
) -> int:
    """Write one look down unless the same was written within ten minutes.

    Returns how many the person took in the hour before it, 0 when nothing was written.
    """
    return _written(_WRITE_ONCE, user, object_type, object_id, at, ip)


def _written(
    statement: str, user: User, object_type: str, object_id: str, at: datetime, ip: str | None
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, {
            "at": at, "user": user.pk, "type": object_type, "id": object_id, "ip": ip,
            "request": request_id.get(), "since": at - ONE_LOOK,
        })  # fmt: skip
        found = cursor.fetchone()
        return int(found[0]) if found else 0


def is_too_many(count: int) -> bool:
    """Tell whether somebody with so many looks in an hour must slow down."""
    return count >= settings.READS_AN_HOUR


def flag(user: User, count: int, *, at: datetime, ip: str | None) -> bool:
    """Raise one flag an hour for the auditor; return whether this call did it."""
    flags = AuditEntry.objects.filter(actor=user, action=FLAG, at__gt=at - AN_HOUR)
    if flags.exists():
        return False
    audit.record(FLAG, actor=user, at=at, branch=user.branch, ip=ip, looks=count)
    return True
