"""A restricted person: his data are kept and not used, until head office lifts it.

Pages refuse every change (`why_locked`, asked by the base of views and of the API), services of
prospect and pipeline refuse too, his steps leave the day, agendas and reminders, reports do not
name him, and lists name him to his holder and to those who answer requests only.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from prospects import timeline
from prospects.models import Prospect

ERASED_NAME = "–"


def may_process(person: Prospect, user: User) -> bool:
    """Tell whether the person's name and ways to reach him stand on this reader's lists.

    Of a restricted person only for the holder, who was asked, and for those who answer requests.
    """
    if person.restricted_at is None or person.owner_id == user.pk:
        return True
    return user.may(P.RIGHTS_ANSWER) or user.may(P.RIGHTS_DECIDE)


def shown_name(person: Prospect, user: User) -> str:
    """Return the name for a list; the number of a restricted person where it must not be used."""
    if person.erased_at is not None or may_process(person, user):
        return person.name
    return _("%(number)s, restricted") % {"number": person.number}


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
