"""What a person asks about his data and what is done about it. UU 27/2022: 72 clock hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox.api import enqueue
from org import audit
from org.models import User
from prospects import restriction, timeline
from prospects.clocks import due_at
from prospects.models import DataCopy, DataRequest, Prospect
from prospects.privacy.holds import holds_of

COPY, ERASE = "privacy.copy", "privacy.erase"
State, Kind = DataRequest.State, DataRequest.Kind
# What `record` sets from rows it already holds.
SET_HERE = ("public_id", "owner", "branch", "recorded_by", "answered_by", "approved_by")


@transaction.atomic
def record(
    person: Prospect,
    *,
    kind: str,
    medium: str,
    received_at: datetime,
    actor: User,
    now: datetime,
    by_whom: str = "",
    detail: str = "",
) -> DataRequest:
    """Write a request down; its clock runs from `received_at`, not from now.

    Raises ValidationError when it lies in the future or the same request is open.
    """
    if received_at > now:
        raise ValidationError(_("A request cannot come in the future."))
    request = DataRequest(
        prospect=person, owner=person.owner, branch=person.branch, kind=kind, medium=medium,
        received_at=received_at, due_at=due_at(received_at), recorded_at=now, recorded_by=actor,
        by_whom=by_whom.strip(), detail=detail.strip(),
    )  # fmt: skip
    request.full_clean(exclude=SET_HERE)
    request.save(force_insert=True)
    timeline.write("request_recorded", prospect=person, at=now, actor=actor, request=kind)
    return request


def _move(request: DataRequest, *, before: tuple[str, ...], **changes: Any) -> None:
    """Write the changes if the request still stands where this step begins."""
    rows = DataRequest.objects.system("one answer").filter(pk=request.pk, state__in=before)
    if not rows.update(**changes, version=request.version + 1):
        raise ValidationError(_("Somebody answered this request first."))
    for name, value in changes.items():
        setattr(request, name, value)


@transaction.atomic
def answer(
    request: DataRequest, *, text: str, is_refused: bool, actor: User, now: datetime
) -> None:
    """Close a request with what was told to the person. Raises ValidationError without words."""
    if not text.strip():
        raise ValidationError({"answer": _("Write what was told to the person.")})
    state = State.REFUSED if is_refused else State.ANSWERED
    _move(
        request, before=(State.WAITING, State.APPROVAL), state=state, answer=text.strip(),
        answered_at=now, answered_by=actor,
    )  # fmt: skip
    _note(request, "answered", actor=actor, now=now, refused=is_refused)


@transaction.atomic
def make_copy(request: DataRequest, *, actor: User, now: datetime) -> None:
    """Ask for the copy of all data; it is made in the background and stays for some days.

    Raises ValidationError for a request of another kind, and for one that is closed.
    """
    if not request.is_open:
        raise ValidationError(_("Somebody answered this request first."))
    if request.kind != Kind.ACCESS:
        raise ValidationError(_("This person did not ask for a copy."))
    DataCopy.objects.update_or_create(
        request=request,
        defaults={"made_at": None, "key_cipher": "", "as_json": None, "as_pdf": None},
    )
    enqueue(
        COPY, key=f"{request.public_id}:{now:%Y%m%dT%H%M%S}", due_at=now,
        requested_by_id=actor.pk, payload={"request": request.public_id},
    )  # fmt: skip
    _note(request, "copied", actor=actor, now=now)


@transaction.atomic
def restrict(request: DataRequest, *, text: str, actor: User, now: datetime) -> None:
    """Lock the person and close the request. Raises ValidationError without a reason."""
    answer(request, text=text, is_refused=False, actor=actor, now=now)
    restriction.restrict(request.prospect, why=text, actor=actor, now=now)


@transaction.atomic
def ask_erasure(request: DataRequest, *, actor: User, now: datetime) -> None:
    """Ask a second person for the erasure. Raises ValidationError with every reason against."""
    reasons = holds_of(request.prospect)
    if request.kind != Kind.ERASURE or reasons:
        raise ValidationError(reasons or [_("This person did not ask for erasure.")])
    _move(request, before=(State.WAITING,), state=State.APPROVAL, answered_by=actor)
    _note(request, "erasure_asked", actor=actor, now=now)


@transaction.atomic
def approve_erasure(request: DataRequest, *, actor: User, now: datetime) -> None:
    """Approve as the second person; the erasure runs in the background."""
    if request.answered_by_id == actor.pk:
        raise ValidationError(_("A second person approves an erasure."))
    reasons = holds_of(request.prospect)
    if reasons:
        raise ValidationError(reasons)
    _move(
        request, before=(State.APPROVAL,), state=State.WORKING, approved_by=actor, approved_at=now
    )
    enqueue(
        ERASE, key=f"{request.public_id}:{now:%Y%m%dT%H%M%S}", due_at=now, requested_by_id=actor.pk,
        payload={"request": request.public_id},
    )  # fmt: skip
    _note(request, "erasure_approved", actor=actor, now=now)


def _note(request: DataRequest, what: str, *, actor: User, now: datetime, **more: Any) -> None:
    audit.record(
        f"request.{what}", actor=actor, at=now, object_type="datarequest",
        object_id=request.public_id, branch=request.branch, kind=request.kind, **more,
    )  # fmt: skip
    timeline.write(
        f"request_{what}", prospect=request.prospect, at=now, actor=actor, request=request.kind
    )
