"""The people one talks to at a company: adding, changing, removing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from org.models import User
from prospects import timeline
from prospects.changes import locked
from prospects.models import ContactPerson, Prospect
from prospects.phones import refresh

FIELDS = ("name", "role", "title", "phone", "email", "note", "do_not_call")
SET_HERE = ("prospect", "owner", "branch", "public_id")


def _held(prospect: Prospect, actor: User) -> Prospect:
    found = locked(prospect, actor)
    if found is None:
        raise Prospect.DoesNotExist
    return found


@transaction.atomic
def add_person(
    prospect: Prospect, values: dict[str, Any], *, actor: User, now: datetime
) -> ContactPerson:
    """Record somebody at this company. `values` holds FIELDS; the phone is E.164.

    Raises ValidationError for a private person, who is called himself and has links instead.
    """
    prospect = _held(prospect, actor)
    if prospect.kind != Prospect.Kind.COMPANY:
        raise ValidationError(_("Only a company has contact persons. Add a link instead."))
    row = ContactPerson(
        prospect=prospect, owner=prospect.owner, branch=prospect.branch, created_at=now,
        **{name: values[name] for name in FIELDS},
    )  # fmt: skip
    row.full_clean(exclude=SET_HERE)
    row.save(force_insert=True)
    _note("person_added", prospect, row, actor, now)
    return row


@transaction.atomic
def change_person(
    row: ContactPerson, values: dict[str, Any], *, version: int, actor: User, now: datetime
) -> ContactPerson:
    """Write the form's values if nobody changed the row since `version`.

    Raises StaleError with the present row, and Prospect.DoesNotExist when it left the reach.
    """
    prospect = _held(row.prospect, actor)
    current = ContactPerson.objects.visible_to(actor).filter(pk=row.pk).first()
    if current is None:
        raise Prospect.DoesNotExist
    if current.version != version:
        raise StaleError(current)
    for name in FIELDS:
        setattr(current, name, values[name])
    current.version += 1
    current.full_clean(exclude=SET_HERE)
    current.save(update_fields=[*FIELDS, "version"])
    _note("person_changed", prospect, current, actor, now)
    return current


@transaction.atomic
def remove_person(row: ContactPerson, *, actor: User, now: datetime) -> None:
    """Take somebody off the list; the history keeps him."""
    prospect = _held(row.prospect, actor)
    if ContactPerson.objects.visible_to(actor).filter(pk=row.pk).delete()[0]:
        _note("person_removed", prospect, row, actor, now)


def _note(kind: str, prospect: Prospect, row: ContactPerson, actor: User, now: datetime) -> None:
    refresh(prospect, now)
    timeline.write(kind, prospect=prospect, at=now, actor=actor, role=row.role)
