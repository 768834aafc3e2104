"""Adding, changing, removing and bringing back rows of the picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from org.models import User
from prospects.finance.reading import REASON, Subject
from prospects.models import Opportunity, Proposal, Prospect
from prospects.models.finance import FinanceRow, OpportunityRow
from prospects.restriction import refuse_locked

Row = TypeVar("Row", bound=FinanceRow)
SET_HERE = ["owner", "branch", "updated_by", "prospect"]


def hold(subject: Subject) -> tuple[Prospect, Opportunity | None]:
    """Lock the prospect, so that a hand-over waits and no row keeps the former owner."""
    people = Prospect.objects.system(REASON).select_for_update(of=("self",))
    prospect = people.get(pk=subject.prospect.pk)
    if subject.opportunity is None:
        return prospect, None
    files = Opportunity.objects.system(REASON).select_for_update(of=("self",))
    return prospect, files.get(pk=subject.opportunity.pk)


def refuse_archived(subject: Subject) -> None:
    """Raise ValidationError where the prospect is restricted or lies in the archive."""
    refuse_locked(subject.prospect)
    if subject.prospect.archived_at is not None:
        raise ValidationError(_("This prospect is archived. Take it out of the archive first."))


@transaction.atomic
def add_row(
    model: type[Row], subject: Subject, values: dict[str, Any], *, actor: User, now: datetime
) -> Row:
    """Add a row to the picture, or to the opportunity where it belongs to one.

    Raises ValidationError in the user's words.
    """
    refuse_archived(subject)
    prospect, opportunity = hold(subject)
    row = model(**values, prospect=prospect, created_at=now, updated_at=now, updated_by=actor)
    of: Prospect | Opportunity = prospect
    if isinstance(row, OpportunityRow) and opportunity is not None:
        row.opportunity, of = opportunity, opportunity
    row.owner_id, row.branch_id = of.owner_id, of.branch_id
    row.full_clean(exclude=SET_HERE)
    row.save(force_insert=True)
    return row


@transaction.atomic
def change_row(
    row: Row, values: dict[str, Any], *, version: int, actor: User, now: datetime
) -> Row:
    """Write the values if nobody changed the row since `version`. Raises StaleError.

    A row removed meanwhile comes back with them, once the person has seen that and says so.
    """
    fresh: Row = type(row)._meta.base_manager.select_related("prospect").get(pk=row.pk)
    refuse_locked(fresh.prospect)
    if fresh.version != version:
        raise StaleError(fresh)
    return fresh.save_version(version, **values, removed_at=None, updated_at=now, updated_by=actor)


@transaction.atomic
def remove_row(row: FinanceRow, *, version: int, actor: User, now: datetime) -> None:
    """Take a row out of the picture; it can be brought back. Raises StaleError."""
    refuse_locked(row.prospect)
    if row.version != version:
        raise StaleError(row)
    if row.removed_at is None:
        row.save_version(version, removed_at=now, updated_at=now, updated_by=actor)


@transaction.atomic
def restore_row(row: FinanceRow, *, actor: User, now: datetime) -> None:
    """Bring a removed row back; one that is there stays as it is."""
    refuse_locked(row.prospect)
    if row.removed_at is not None:
        row.save_version(row.version, removed_at=None, updated_at=now, updated_by=actor)


@transaction.atomic
def propose(
    subject: Subject, values: dict[str, Any], *, version: int, actor: User, now: datetime
) -> Proposal:
    """Write what is proposed for the opportunity. `version` is 0 for the first proposal.

    Raises StaleError when somebody else proposed meanwhile.
    """
    refuse_archived(subject)
    hold(subject)
    rows = Proposal.objects.system(REASON).filter(opportunity=subject.opportunity)
    present: Proposal | None = rows.first()
    if present is None:
        return add_row(Proposal, subject, values, actor=actor, now=now)
    return change_row(present, values, version=version, actor=actor, now=now)
