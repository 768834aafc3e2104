"""The telephone numbers of a prospect: adding, changing, removing.

The first number lives on the prospect too, so it is written there and the database's trigger
brings the numbers' own table in step; see `prospects.phone_triggers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.versioning import StaleError
from org.models import User
from prospects import duplicates, timeline
from prospects.changes import locked
from prospects.models import Prospect, ProspectPhone


@dataclass(frozen=True)
class PhoneFacts:
    """What a form says of one number; `number` is E.164."""

    number: str
    use: str = ProspectPhone.Use.OWN
    note: str = ""
    do_not_call: bool = False
    is_primary: bool = False
    duplicate_reason: str = ""  # why another prospect may have it too; empty where none has


def _held(prospect: Prospect, actor: User) -> Prospect:
    """Lock the prospect; Prospect.DoesNotExist when it left the actor's reach."""
    found = locked(prospect, actor)
    if found is None:
        raise Prospect.DoesNotExist
    return found


@transaction.atomic
def add_phone(
    prospect: Prospect, facts: PhoneFacts, *, actor: User, now: datetime
) -> ProspectPhone:
    """Record another number; the first one of all becomes the main number.

    Raises ValidationError when the prospect has this number already.
    """
    duplicates.claim({"phone": facts.number})
    prospect = _held(prospect, actor)
    row = ProspectPhone(
        prospect=prospect, number=facts.number, use=facts.use, note=facts.note,
        do_not_call=facts.do_not_call, owner=prospect.owner, branch=prospect.branch,
        created_at=now,
    )  # fmt: skip
    row.full_clean(exclude=("owner", "branch", "public_id"))
    row.save(force_insert=True)
    if facts.is_primary or not prospect.phone:
        _make_primary(prospect, row)
    _give_reason(prospect, facts)
    _note("phone_added", prospect, row, actor, now)
    row.refresh_from_db()
    return row


@transaction.atomic
def change_phone(
    row: ProspectPhone, facts: PhoneFacts, *, version: int, actor: User, now: datetime
) -> ProspectPhone:
    """Write what the form says if nobody changed the number since `version`.

    The main number stays the main one until another takes its place. Raises StaleError with the
    present row, ValidationError, and Prospect.DoesNotExist when it left the actor's reach.
    """
    duplicates.claim({"phone": facts.number})
    prospect = _held(row.prospect, actor)
    current = ProspectPhone.objects.visible_to(actor).filter(pk=row.pk).first()
    if current is None:
        raise Prospect.DoesNotExist
    if current.version != version:
        raise StaleError(current)
    _write(current, facts)
    if current.is_primary:
        _set_on_prospect(prospect, number=facts.number, is_barred=facts.do_not_call)
    elif facts.is_primary:
        _make_primary(prospect, current)
    _give_reason(prospect, facts)
    kind = "phone_barred" if facts.do_not_call and not row.do_not_call else "phone_changed"
    _note(kind, prospect, current, actor, now)
    current.refresh_from_db()
    return current


def _write(row: ProspectPhone, facts: PhoneFacts) -> None:
    row.use, row.note, row.do_not_call = facts.use, facts.note, facts.do_not_call
    row.number = facts.number
    row.version += 1
    row.full_clean(exclude=("owner", "branch", "public_id"))
    row.save(update_fields=["number", "use", "note", "do_not_call", "version"])


def _give_reason(prospect: Prospect, facts: PhoneFacts) -> None:
    if facts.duplicate_reason:
        prospect.duplicate_reason = facts.duplicate_reason
        prospect.save(update_fields=["duplicate_reason"])


def _make_primary(prospect: Prospect, row: ProspectPhone) -> None:
    _set_on_prospect(prospect, number=row.number, is_barred=row.do_not_call)


def _set_on_prospect(prospect: Prospect, *, number: str, is_barred: bool) -> None:
    """Write the main number to the prospect; its version rises only when the number changes."""
    if prospect.phone != number:
        prospect.phone = number
        prospect.version += 1
        prospect.save(update_fields=["phone", "version"])
    prospect.is_phone_barred = is_barred
    prospect.save(update_fields=["is_phone_barred"])


@transaction.atomic
def remove_phone(row: ProspectPhone, *, actor: User, now: datetime) -> None:
    """Take a number away; the next one recorded takes the place of a main number."""
    prospect = _held(row.prospect, actor)
    rows = ProspectPhone.objects.visible_to(actor).of(prospect)
    current = rows.filter(pk=row.pk).first()
    if current is None:
        return
    following = rows.exclude(pk=row.pk).first() if current.is_primary else None
    if following:
        _make_primary(prospect, following)
    elif current.is_primary:
        _set_on_prospect(prospect, number="", is_barred=False)
    rows.filter(pk=row.pk).delete()
    _note("phone_removed", prospect, current, actor, now)


def _note(kind: str, prospect: Prospect, row: ProspectPhone, actor: User, now: datetime) -> None:
    """Refresh what search reads and write the line of the timeline."""
    refresh(prospect, now)
    data: dict[str, Any] = {"use": row.use}
    timeline.write(kind, prospect=prospect, at=now, actor=actor, **data)


def refresh(prospect: Prospect, now: datetime) -> None:
    """Bring search text and date of change in step with the rows below a locked prospect."""
    prospect.refresh_search()
    prospect.updated_at = now
    prospect.save(update_fields=["search_text", "sort_name", "updated_at"])
