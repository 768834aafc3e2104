"""The log of looks: written with one statement that also counts the last hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from core.logging import request_id
from org import audit
from org.models import AuditEntry, User

AN_HOUR = timedelta(hours=1)
FLAG = "reads.flag"

_WRITE = """
INSERT INTO org_readentry (at, user_id, object_type, object_id, ip, request_id)
VALUES (%(at)s, %(user)s, %(type)s, %(id)s, %(ip)s, %(request)s)
RETURNING (SELECT count(*) FROM org_readentry
           WHERE user_id = %(user)s AND at > %(at)s::timestamptz - interval '1 hour')
"""


def write(user: User, object_type: str, object_id: str, *, at: datetime, ip: str | None) -> int:
    """Write one look down; return how many the person took in the hour before it."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, {
            "at": at, "user": user.pk, "type": object_type, "id": object_id, "ip": ip,
            "request": request_id.get(),
        })  # fmt: skip
        return int(cursor.fetchone()[0])


def is_too_many(user: User, count: int, *, at: datetime, ip: str | None) -> bool:
    """Tell whether the person must slow down, and raise one flag an hour for the auditor."""
    if count < settings.READS_AN_HOUR:
        return False
    flags = AuditEntry.objects.filter(actor=user, action=FLAG, at__gt=at - AN_HOUR)
    if not flags.exists():
        audit.record(FLAG, actor=user, at=at, branch=user.branch, ip=ip, looks=count)
    return True
