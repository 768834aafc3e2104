"""The lists a bank words for itself: sources of prospects and reasons why opportunities end."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.search import normalise
from org import audit
from org.models import User
from prospects import sources
from prospects.models import LossReason, Opportunity, OpportunityState, ProspectSource
from prospects.models.source import CODE_LENGTH

ROW_WORDS = {ProspectSource: "source", LossReason: "reason"}


class UsedError(Exception):
    """Opportunities have ended for this reason; it can only be switched off."""


def new_code(model: Any, label: str) -> str:
    """Return a code made of the name that no row of `model` has yet."""
    stem = re.sub(r"[^a-z0-9]+", "_", normalise(label)).strip("_")[: CODE_LENGTH - 3] or "row"
    taken = set(model.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)


@transaction.atomic
def add_row(row: Any, *, actor: User, now: datetime, ip: str | None) -> None:
    """Save a new source or reason of the bank's own. Raises ValidationError in the user's words."""
    row.code = new_code(type(row), row.label_id)
    row.full_clean()
    row.save()
    _note("added", row, actor=actor, now=now, ip=ip, name=row.label_id)


@transaction.atomic
def change_row(
    row: Any, expected: int, changes: dict[str, Any], *, actor: User, now: datetime, ip: str | None
) -> None:
    """Reword, order or switch. A row that ships with the portal keeps its kind. StaleError."""
    if getattr(row, "is_system", False) and changes.get("basis", row.basis) != row.basis:
        raise ValidationError({"basis": _("The kind of a built-in source stays as it is.")})
    before = type(row).objects.get(pk=row.pk)
    row.save_version(expected, **changes)
    changed = {name: [str(getattr(before, name)), str(value)] for name, value in changes.items()
               if getattr(before, name) != value}  # fmt: skip
    _note("changed", row, actor=actor, now=now, ip=ip, **changed)


@transaction.atomic
def delete_reason(row: LossReason, *, actor: User, now: datetime, ip: str | None) -> None:
    """Take out a reason nobody ever used. Raises UsedError."""
    if is_used(row):
        raise UsedError
    _note("removed", row, actor=actor, now=now, ip=ip, name=row.label_id)
    row.delete()


def is_used(row: LossReason) -> bool:
    """Tell whether an opportunity ends or ended for this reason; past states count too."""
    why = "whether a reason is used"
    return any(
        model.objects.system(why).filter(loss_reason=row).exists()
        for model in (Opportunity, OpportunityState)
    )


def _note(
    verb: str, row: Any, *, actor: User, now: datetime, ip: str | None, **detail: Any
) -> None:
    word = ROW_WORDS[type(row)]
    audit.record(
        verb, actor=actor, at=now, object_type=word, object_id=row.public_id, ip=ip,
        **detail,
    )  # fmt: skip
    transaction.on_commit(sources.forget)
