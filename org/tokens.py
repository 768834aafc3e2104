"""Making, using and ending tokens of the API. Making and ending are in the audit trail."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from core.crypto import blind_index
from core.queries import only_row
from org import audit
from org.access.backend import people_at_the_door
from org.access.roles import Role
from org.models import ApiToken, User

MARK = "aop_"  # tells a person, and a scanner of leaked secrets, what this is
SECRET_BYTES = 32
SHOWN = len(MARK) + 4  # signs of a token that its list shows
LONGEST = 200
WINDOW = timedelta(minutes=1)

# Finds the token, counts the call and notes the use in one statement, so that two calls at the
# same moment are counted as two whatever process answers them.
COUNT = """
UPDATE org_apitoken
   SET calls = CASE WHEN window_at > %(since)s THEN calls + 1 ELSE 1 END,
       window_at = CASE WHEN window_at > %(since)s THEN window_at ELSE %(now)s END
 WHERE token_hash = %(hash)s AND revoked_at IS NULL AND expires_at > %(now)s
RETURNING user_id, scope, calls, window_at
"""


@dataclass(frozen=True)
class Admission:
    """Who calls by a token, and how far. `wait` counts seconds until a call is taken again."""

    user: User
    may_write: bool
    wait: int = 0


def hash_of(token: str) -> str:
    """Return what is kept of a token: a keyed hash, from which it cannot be found again."""
    return blind_index(token, context="org.ApiToken")


@transaction.atomic
def make(
    user: User, *, name: str, scope: str, now: datetime, ip: str | None
) -> tuple[ApiToken, str]:
    """Make a token for `user`; return its row and the token, which is shown this once.

    An auditor's token only ever reads.
    """
    plain = MARK + secrets.token_urlsafe(SECRET_BYTES)
    row = ApiToken(
        user=user,
        name=name.strip(),
        scope=ApiToken.Scope.READ if user.role == Role.AUDITOR else scope,
        prefix=plain[:SHOWN],
        token_hash=hash_of(plain),
        created_at=now,
        expires_at=now + timedelta(days=settings.API_TOKEN_DAYS),
    )
    row.full_clean(exclude=["user"])
    row.save(force_insert=True)
    _note("api_token_made", row, actor=user, at=now, ip=ip)
    return row, plain


@transaction.atomic
def revoke(row: ApiToken, *, actor: User, now: datetime, ip: str | None) -> bool:
    """End a token at once; return False when it was over already."""
    if not ApiToken.objects.usable(now).filter(pk=row.pk).update(revoked_at=now):
        return False
    _note("api_token_revoked", row, actor=actor, at=now, ip=ip)
    return True


def revoke_all(user: User, *, now: datetime) -> int:
    """End every token of a person who left, or whose password was reset; return how many."""
    return ApiToken.objects.of(user).usable(now).update(revoked_at=now)


def _note(action: str, row: ApiToken, *, actor: User, at: datetime, ip: str | None) -> None:
    audit.record(
        action, actor=actor, at=at, object_type="api_token", object_id=row.public_id,
        branch=actor.branch, ip=ip, name=row.name, scope=row.scope,
    )  # fmt: skip


def admit(authorization: str, now: datetime) -> Admission | None:
    """Return who calls with this `Authorization` header; None for whoever may not come in.

    Only `Bearer` counts. The person is read anew at each call, so a changed role, a closed account
    and a password that must be chosen first hold from the next call on.
    """
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.startswith(MARK) or len(token) > LONGEST:
        return None
    with connection.cursor() as cursor:
        values: dict[str, str | datetime] = {
            "hash": hash_of(token),
            "now": now,
            "since": now - WINDOW,
        }
        cursor.execute(COUNT, values)
        found = cursor.fetchone()
    return _admission(found, now) if found else None


def _admission(found: tuple[int, str, int, datetime], now: datetime) -> Admission | None:
    user_id, scope, calls, since = found
    people = people_at_the_door().filter(is_active=True, must_change_password=False)
    user = only_row(people.filter(pk=user_id))
    if user is None:
        return None
    is_over = calls > settings.API_REQUESTS_A_MINUTE
    wait = max(1, int((since + WINDOW - now).total_seconds() + 1)) if is_over else 0
    return Admission(user, scope == ApiToken.Scope.WRITE, wait)
