"""A restricted person: his data are kept and not used, until head office lifts it.

Pages refuse every change (`why_locked`, asked by the base of views and of the API), services of
prospect and pipeline refuse too, his steps leave the day, agendas and reminders, and reports do
not name him.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.models import User
from prospects import timeline
from prospects.models import Prospect

ERASED_NAME = "–"


def person_of(row: Any) -> Prospect | None:
    """Return the person a row is about: itself, or by its prospect, opportunity or file."""
    if isinstance(row, Prospect):
        return row
    for name in ("prospect", "opportunity"):
        if hasattr(type(row), name):
            found = getattr(row, name)
            return person_of(found) if found is not None else None
    return None


def why_locked(row: Any) -> str:
    """Return why nothing about this row may be changed; empty when it may."""
    person = person_of(row)
    return reason_of(person) if person is not None else ""


def reason_of(person: Prospect) -> str:
    """Return the banner of a restricted or erased person; empty for all others."""
    if person.erased_at is not None:
        return _("The data of this person were erased.")
    if person.restricted_at is None:
        return ""
    return _("Restricted: %(why)s. Nothing may be changed or used until head office lifts it.") % {
        "why": person.restricted_why
    }


def refuse_locked(person: Prospect) -> None:
    """Raise ValidationError in the user's words when the person is restricted or erased."""
    reason = reason_of(person)
    if reason:
        raise ValidationError(reason)


@transaction.atomic
def restrict(person: Prospect, *, why: str, actor: User, now: datetime) -> bool:
    """Lock the person; return whether this call did it. `why` stands in the banner."""
    rows = Prospect.objects.system("restriction").filter(pk=person.pk, restricted_at=None)
    if not rows.update(restricted_at=now, restricted_why=why.strip()[:200]):
        return False
    timeline.write("prospect_restricted", prospect=person, at=now, actor=actor, body=why.strip())
    return True


@transaction.atomic
def lift(person: Prospect, *, why: str, actor: User, now: datetime) -> bool:
    """Unlock the person; return whether this call did it. An erased person stays locked."""
    rows = Prospect.objects.system("restriction lifted").filter(pk=person.pk, erased_at=None)
    if not rows.exclude(restricted_at=None).update(restricted_at=None, restricted_why=""):
        return False
    timeline.write("prospect_released", prospect=person, at=now, actor=actor, body=why.strip())
    return True
