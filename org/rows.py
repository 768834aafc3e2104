"""Lists of people as ready strings."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words, relative_day
from org.models import ActivationSlip, Delegation, SignIn, User


def people_rows(people: list[User], *, now: datetime, today: date) -> list[dict[str, Any]]:
    """Return one row per person with his state."""
    ids = [person.pk for person in people]
    slips = set(
        ActivationSlip.objects.filter(
            user__in=ids, used_at=None, revoked_at=None, expires_at__gt=now
        ).values_list("user_id", flat=True)
    )
    posts = {
        row.delegate_id: row.valid_to
        for row in Delegation.objects.filter(
            delegate__in=ids, revoked_at=None, valid_from__lte=today, valid_to__gte=today
        )
    }
    return [_person_row(person, slips, posts, today) for person in people]


def _person_row(
    person: User, slips: set[int], posts: dict[int, date], today: date
) -> dict[str, Any]:
    label, tone = _("Active"), "ao-ok"
    if not person.is_active:
        label, tone = _("Disabled"), ""
    elif person.pk in posts:
        label, tone = _("Stand-in until %(day)s") % {"day": date_words(posts[person.pk])}, "ao-acc"
    elif person.pk in slips and not person.last_login:
        label, tone = _("Slip not used yet"), "ao-warn"
    return {
        "url": reverse("org:user-edit", kwargs={"public_id": person.public_id}),
        "initials": person.initials,
        "name": person.full_name,
        "nip": person.nip or person.username,
        "role": person.get_role_display(),
        "branch": person.branch.name if person.branch else "",
        "ao_code": person.ao_code or "–",
        "state": label,
        "tone": tone,
        "seen": relative_day(person.last_login.astimezone(person.zone).date(), today)
        if person.last_login
        else _("never"),
    }


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
