"""Lists of people as ready strings."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words, relative_moment
from org.models import ApiToken, Delegation, SignIn, User


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


def delegation_rows(today: date) -> list[dict[str, Any]]:
    """Return the stand-ins of today and later, then those of the past."""
    rows = Delegation.objects.select_related("principal__branch", "delegate").order_by("-valid_to")
    return [
        {
            "public_id": row.public_id,
            "principal": row.principal.full_name,
            "post": row.principal.get_role_display(),
            "delegate": row.delegate.full_name,
            "days": f"{date_words(row.valid_from)} – {date_words(row.valid_to)}",
            "reason": row.reason,
            "is_open": row.revoked_at is None and row.valid_to >= today,
            "state": _("Revoked") if row.revoked_at
            else _("Over") if row.valid_to < today
            else _("In force") if row.valid_from <= today
            else _("To come"),
        }
        for row in rows[:100]
    ]  # fmt: skip
