"""Recording needs, offers of other banks and the plan with a customer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from core.versioning import StaleError
from org.models import User
from prospects import timeline
from prospects.changes import locked
from prospects.models import Need, Prospect, RelationshipPlan, RivalOffer

NEED_FIELDS = ("purpose", "amount", "wanted_on", "note", "state")
RIVAL_FIELDS = ("bank", "family", "rate", "months", "amount", "costs", "heard", "seen_on", "note")
PLAN_FIELDS = ("aim", "rhythm_days")
SET_HERE = ("prospect", "owner", "branch", "public_id", "created_by", "updated_by")

Row = TypeVar("Row", Need, RivalOffer)


def _held(prospect: Prospect, actor: User) -> Prospect:
    """Lock the prospect; Prospect.DoesNotExist when the actor no longer reaches him."""
    found = locked(prospect, actor)
    if found is None:
        raise Prospect.DoesNotExist
    return found


@transaction.atomic
def add_row(
    model: type[Row], prospect: Prospect, values: dict[str, Any], *, actor: User, now: datetime
) -> Row:
    """Record a need or an offer of another bank; ValidationError in the user's words."""
    held = _held(prospect, actor)
    row = model(
        prospect=held, owner=held.owner, branch=held.branch, created_at=now, created_by=actor,
        **values,
    )  # fmt: skip
    row.full_clean(exclude=SET_HERE)
    row.save(force_insert=True)
    timeline.write(f"{_kind(model)}_added", prospect=held, at=now, actor=actor, **_data(row))
    return row


@transaction.atomic
def change_row(
    row: Row, values: dict[str, Any], *, version: int, actor: User, now: datetime
) -> Row:
    """Write the form's values if nobody changed the row since `version`, else StaleError."""
    held = _held(row.prospect, actor)
    current = _current(row, actor)
    if current.version != version:
        raise StaleError(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.full_clean(exclude=SET_HERE)
    current.save(update_fields=[*values, "version"])
    kind = f"{_kind(type(current))}_changed"
    timeline.write(kind, prospect=held, at=now, actor=actor, **_data(current))
    return current


def _current(row: Row, actor: User) -> Row:
    found: Row | None = type(row).objects.visible_to(actor).filter(pk=row.pk).first()
    if found is None:
        raise Prospect.DoesNotExist
    return found


@transaction.atomic
def remove_row(row: Row, *, actor: User, now: datetime) -> None:
    """Take a row away; the history keeps it."""
    held = _held(row.prospect, actor)
    if type(row).objects.visible_to(actor).filter(pk=row.pk).delete()[0]:
        kind = f"{_kind(type(row))}_removed"
        timeline.write(kind, prospect=held, at=now, actor=actor, **_data(row))


def _kind(model: type[models.Model]) -> str:
    return "need" if model is Need else "rival"


def _data(row: Need | RivalOffer) -> dict[str, Any]:
    """Return what the timeline's sentence needs."""
    amount = str(row.amount) if row.amount is not None else ""
    if isinstance(row, Need):
        return {"purpose": row.purpose, "amount": amount}
    return {"bank": row.bank, "rate": str(row.rate) if row.rate is not None else ""}


@transaction.atomic
def write_plan(
    prospect: Prospect, values: dict[str, Any], *, version: int, actor: User, now: datetime
) -> RelationshipPlan:
    """Write aim and rhythm; `version` is 0 for a plan that is not there yet.

    Raises StaleError when somebody wrote one meanwhile.
    """
    held = _held(prospect, actor)
    rows = RelationshipPlan.objects.system("one plan, one customer")
    row = rows.filter(prospect=held).first()
    if (row.version if row else 0) != version:
        raise StaleError(row) if row else Prospect.DoesNotExist
    row = row or RelationshipPlan(prospect=held, owner=held.owner, branch=held.branch, version=0)
    for name in PLAN_FIELDS:
        setattr(row, name, values[name])
    row.version, row.updated_at, row.updated_by = version + 1, now, actor
    row.full_clean(exclude=SET_HERE)
    row.save()
    timeline.write("plan_written", prospect=held, at=now, actor=actor, body=row.aim)
    return row
