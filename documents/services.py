"""What is done with a paper: taken in, checked, rejected, allowed to follow later, taken back."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from documents.models import Document, DocumentType
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity, TimelineEntry
from prospects.pipeline.base import tell

State = Document.State
LONGEST_DEFERRAL = timedelta(days=365)
# What a new state forgets of the one before.
_BLANK: dict[str, Any] = {
    "received_on": None, "received_by": None, "issued_on": None, "expires_on": None,
    "checked_by": None, "checked_at": None, "reason": "", "due_on": None, "allowed_by": None,
    "responsible": None, "note": "", "watch_on": None,
}  # fmt: skip
HERE = (State.RECEIVED, State.CHECKED)


def _require(actor: User, *permissions: P) -> None:
    if not any(actor.may(permission) for permission in permissions):
        raise PermissionDenied


def require_any(actor: User) -> None:
    """Raise PermissionDenied for somebody who may do nothing with papers."""
    _require(actor, P.DOCUMENT_CHANGE, P.DOCUMENT_CHECK, P.DOCUMENT_DEFER)


def require_change(actor: User) -> None:
    """Raise PermissionDenied for somebody who takes no papers in."""
    _require(actor, P.DOCUMENT_CHANGE)


def placed(opportunity: Opportunity, kind: DocumentType, *, actor: User, now: datetime) -> Document:
    """Return the paper that a file belongs to; a row for what is still missing where none is."""
    row = paper_of(opportunity, kind)
    if row is None:
        row = _new(opportunity, kind, actor, now)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            row = paper_of(opportunity, kind) or row
    return row


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, the last of its month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def last_day(kind: DocumentType, issued_on: date | None, expires_on: date | None) -> date | None:
    """Return until when a paper holds: what it says itself, or its kind's months."""
    if expires_on is not None:
        return expires_on
    if kind.validity_months and issued_on:
        return add_months(issued_on, kind.validity_months)
    return None


def paper_of(opportunity: Opportunity, kind: DocumentType) -> Document | None:
    """Return the paper of this kind that serves the application; None where none came in."""
    rows = Document.objects.system("one paper of a reachable application")
    return rows.of(opportunity).filter(type=kind).first()


def _place(opportunity: Opportunity, kind: DocumentType) -> dict[str, Any]:
    """Return owner and branch: the customer's for what serves each of his applications."""
    holder: Any = opportunity.prospect if kind.is_personal else opportunity
    return {"owner_id": holder.owner_id, "branch_id": holder.branch_id}


def _new(opportunity: Opportunity, kind: DocumentType, actor: User, now: datetime) -> Document:
    return Document(
        prospect=opportunity.prospect, opportunity=opportunity, type=kind,
        is_personal=kind.is_personal, created_at=now, updated_at=now, updated_by=actor,
        state=State.MISSING, **_place(opportunity, kind),
    )  # fmt: skip


def _write(
    opportunity: Opportunity, kind: DocumentType, version: int, actor: User, now: datetime,
    **changes: Any,
) -> Document:  # fmt: skip
    """Write the new state of the paper if it is still at `version`, 0 for none so far.

    Raises StaleError with the present row when somebody was faster.
    """
    row = paper_of(opportunity, kind)
    if row is not None:
        stamp = {"opportunity": opportunity, "updated_at": now, "updated_by": actor}
        return row.save_version(version, **changes, **stamp)
    row = _new(opportunity, kind, actor, now)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False, validate_constraints=True)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = paper_of(opportunity, kind)
        raise StaleError(found or row) from None
    return row


def _tell(
    step: str, document: Document, opportunity: Opportunity, actor: User, now: datetime,
    body: str = "", **data: Any,
) -> None:  # fmt: skip
    kind = document.type
    tell(
        f"document_{step}", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
        body=body, name_id=kind.label_id, name_en=kind.label_en, **data,
    )  # fmt: skip


@transaction.atomic
def receive(
    opportunity: Opportunity, kind: DocumentType, *, version: int, actor: User, now: datetime,
    received_on: date, issued_on: date | None = None, expires_on: date | None = None,
    note: str = "",
) -> Document:  # fmt: skip
    """Write down that the paper came in. A paper that was checked has to be checked anew.

    Raises StaleError, or ValidationError for dates that cannot be.
    """
    _require(actor, P.DOCUMENT_CHANGE)
    _check_dates(kind, opportunity.branch.local_date(now), received_on, issued_on, expires_on)
    until = last_day(kind, issued_on, expires_on)
    changes = _BLANK | {
        "state": State.RECEIVED, "received_on": received_on, "received_by": actor,
        "issued_on": issued_on, "expires_on": until, "watch_on": until, "note": note,
    }  # fmt: skip
    document = _write(opportunity, kind, version, actor, now, **changes)
    _tell("received", document, opportunity, actor, now)
    return document


def _check_dates(
    kind: DocumentType, today: date, received_on: date, issued_on: date | None,
    expires_on: date | None,
) -> None:  # fmt: skip
    if received_on > today:
        raise ValidationError({"received_on": _("The date must not be after today.")})
    if issued_on and issued_on > received_on:
        text = _("The paper cannot be younger than the day it came in.")
        raise ValidationError({"issued_on": text})
    until = last_day(kind, issued_on, expires_on)
    if until is not None and until < received_on:
        text = _("This paper had expired when it came in. Ask for a new one.")
        raise ValidationError({"expires_on" if expires_on else "issued_on": text})


def _present(opportunity: Opportunity, kind: DocumentType, version: int, *states: str) -> Document:
    """Return the paper if it is one of `states`; StaleError or ValidationError otherwise."""
    row = paper_of(opportunity, kind)
    if row is None or row.state == State.MISSING:
        raise ValidationError(_("This paper is not here."))
    if row.version != version:
        raise StaleError(row)
    if row.state not in states:
        raise ValidationError(_("That does not fit the state of the paper any more."))
    return row


@transaction.atomic
def check(
    opportunity: Opportunity, kind: DocumentType, *, version: int, actor: User, now: datetime
) -> Document:
    """Confirm that credit administration has looked at the paper and found it in order."""
    _require(actor, P.DOCUMENT_CHECK)
    row = _present(opportunity, kind, version, *HERE)
    today = opportunity.branch.local_date(now)
    if row.state_on(today) == "expired":
        raise ValidationError(_("This paper has expired. Ask for a new one."))
    document = _write(
        opportunity, kind, version, actor, now,
        state=State.CHECKED, checked_by=actor, checked_at=now, reason="",
    )  # fmt: skip
    _tell("checked", document, opportunity, actor, now)
    return document


@transaction.atomic
def reject(
    opportunity: Opportunity, kind: DocumentType, *, version: int, actor: User, now: datetime,
    reason: str,
) -> Document:  # fmt: skip
    """Say why the paper will not do; the customer has to bring another."""
    _require(actor, P.DOCUMENT_CHECK)
    _present(opportunity, kind, version, *HERE)
    document = _write(
        opportunity, kind, version, actor, now,
        state=State.REJECTED, reason=reason, checked_by=actor, checked_at=now, watch_on=None,
    )  # fmt: skip
    _tell("rejected", document, opportunity, actor, now, body=reason)
    return document


@transaction.atomic
def defer(
    opportunity: Opportunity, kind: DocumentType, *, version: int, actor: User, now: datetime,
    due_on: date, responsible: User, reason: str,
) -> Document:  # fmt: skip
    """Allow the paper to follow later (*TBO*): a head's word, with a day and who sees to it."""
    _require(actor, P.DOCUMENT_DEFER)
    row = paper_of(opportunity, kind)
    today = opportunity.branch.local_date(now)
    if row is not None and row.state in HERE and row.state_on(today) != "expired":
        raise ValidationError(_("This paper is here already."))
    if not today < due_on <= today + LONGEST_DEFERRAL:
        text = _("The day must lie after today and within a year.")
        raise ValidationError({"due_on": text})
    changes = _BLANK | {
        "state": State.DEFERRED, "due_on": due_on, "watch_on": due_on, "allowed_by": actor,
        "responsible": responsible, "reason": reason,
    }  # fmt: skip
    document = _write(opportunity, kind, version, actor, now, **changes)
    _tell("deferred", document, opportunity, actor, now, body=reason, due_on=due_on.isoformat(),
          responsible=responsible.full_name)  # fmt: skip
    return document


@transaction.atomic
def take_back(
    opportunity: Opportunity, kind: DocumentType, *, version: int, actor: User, now: datetime
) -> Document:
    """Correct a mistake: the paper is not here. What was checked only its checkers take back."""
    row = paper_of(opportunity, kind)
    needed = P.DOCUMENT_CHANGE
    if row is not None and row.state in {State.CHECKED, State.REJECTED}:
        needed = P.DOCUMENT_CHECK
    if row is not None and row.state == State.DEFERRED:
        needed = P.DOCUMENT_DEFER
    _require(actor, needed)
    _present(opportunity, kind, version, *HERE, State.REJECTED, State.DEFERRED)
    document = _write(opportunity, kind, version, actor, now, **_BLANK | {"state": State.MISSING})
    _tell("taken_back", document, opportunity, actor, now)
    return document
