"""Lists of people as ready strings."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words, relative_moment
from org.models import ApiToken, SignIn, User


def session_rows(user: User, own_key: str) -> list[dict[str, Any]]:
    """Return the person's open sessions, the present one marked."""
    return [
        {
            "public_id": row.public_id,
            "device": row.device or _("Unknown device"),
            "ip": row.ip or "",
            "since": row.started_at,
            "is_this": row.session_key == own_key,
        }
        for row in SignIn.objects.filter(user=user)[:20]
    ]


def token_rows(user: User, now: datetime) -> list[dict[str, Any]]:
    """Return the person's tokens that still open the API."""
    zone = user.branch.time_zone if user.branch else "WIB"
    return [
        {
            "name": row.name,
            "prefix": f"{row.prefix}…",
            "scope": row.get_scope_display(),
            "until": date_words(row.expires_at.astimezone(user.zone).date()),
            "used": relative_moment(row.window_at, now, zone) if row.window_at else _("never"),
            "end_url": reverse("org:token-revoke", args=[row.public_id]),
        }
        for row in ApiToken.objects.of(user).usable(now)
    ]
