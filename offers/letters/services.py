"""The steps of a letter: each in one transaction, from the table of states."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox.api import enqueue
from core.versioning import StaleError
from offers.letters import content, numbers, ruling
from offers.letters.drafts import REASON, guard_of
from offers.letters.source import source_of
from offers.letters.states import MOVES, may, may_take
from offers.models import Answer, HandOver, Letter, LetterKind, LetterState
from offers.promotions.promising import keep, let_go, promise, refuse_broken
from offers.shown.services import letter_answered, letter_shown
from org.access.permissions import Permission as P
from org.models import User
from products.calculators.arithmetic import CalculationError
from products.forms.base import REFUSALS
from prospects import pipeline, timeline
from prospects.models import Milestone, Opportunity, TimelineEntry
from prospects.pipeline.base import lock
from prospects.restriction import refuse_locked

PAPER = "reports.letter"
MAIL = "offers.letter_mail"


def held(letter: Letter, version: int | None) -> Letter:
    """Return the row locked, as it is now. Raises StaleError when the editor saw an older one."""
    rows = Letter.objects.system(REASON).select_for_update(of=("self",))
    fresh = rows.select_related(
        "prospect", "opportunity__product", "opportunity__branch", "opportunity__owner",
        "opportunity__prospect", "branch", "replaces", "promotion",
    ).get(pk=letter.pk)  # fmt: skip
    if version is not None and fresh.version != version:
        raise StaleError(fresh)
    return fresh


def _step(letter: Letter, step: str, actor: User | None) -> None:
    """Refuse what may not follow, and whoever may not do it."""
    if not may(letter, step):
        words = {"state": LetterState(letter.state).label}
        raise ValidationError(_("This does not follow on: %(state)s.") % words)
    if actor is not None and not may_take(letter, step, actor):
        raise PermissionDenied


def _tell(letter: Letter, step: str, *, actor: User | None, at: datetime, **data: Any) -> None:
    timeline.write(
        f"letter_{step}", prospect=letter.prospect, opportunity=letter.opportunity, at=at,
        actor=actor, group=TimelineEntry.Group.FILE, letter=letter.kind, number=letter.number,
        **data,
    )  # fmt: skip


def _write(letter: Letter, step: str, *, now: datetime, **values: Any) -> Letter:
    values["state"] = MOVES[step].to
    return letter.save_version(letter.version, **values, updated_at=now)


@transaction.atomic
def submit(
    letter: Letter, *, version: int, reason: str, actor: User, now: datetime, today: date
) -> Letter:
    """Ask somebody else to approve terms beyond the limit; `reason` says why they are needed."""
    row = held(letter, version)
    refuse_locked(row.prospect)
    _step(row, "submit", actor)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the customer needs better terms.")})
    row = _write(row, "submit", now=now, reason=reason.strip(), asked_by=actor, decided_by=None,
                 decided_at=None, decision_note="")  # fmt: skip
    _tell(row, "submitted", actor=actor, at=now)
    return row


@transaction.atomic
def send_back(
    letter: Letter, *, version: int, note: str, actor: User, now: datetime, is_recall: bool = False
) -> Letter:
    """Give a waiting letter back to its writer; he, or who has the file, may take it back."""
    row = held(letter, version)
    _step(row, "recall" if is_recall else "return", actor)
    if is_recall and not row.may_be_recalled_by(actor):
        raise PermissionDenied
    if not is_recall and not note.strip():
        raise ValidationError({"note": _("Say what has to change.")})
    row = _write(row, "return", now=now, decision_note=note.strip())
    _tell(row, "returned", actor=actor, at=now)
    return row


@transaction.atomic
def approve(
    letter: Letter, *, version: int, note: str, actor: User, now: datetime, today: date
) -> Letter:
    """Approve the terms as a second person and issue the letter in the same breath."""
    row = held(letter, version)
    refuse_locked(row.prospect)
    _step(row, "approve", actor)
    if row.is_own_of(actor):
        raise PermissionDenied
    row.decided_by, row.decided_at, row.decision_note = actor, now, note.strip()
    return _issue(row, "approve", actor=actor, now=now, today=today)


@transaction.atomic
def issue(letter: Letter, *, version: int, actor: User, now: datetime, today: date) -> Letter:
    """Give the letter its number and freeze it. Raises ValidationError beyond the rate limit."""
    row = held(letter, version)
    refuse_locked(row.prospect)
    _step(row, "issue", actor)
    guard = guard_of(row, today)
    if guard is not None and guard.needs_second:
        raise ValidationError(_("These terms need the approval of a second person."))
    return _issue(row, "issue", actor=actor, now=now, today=today)


def _issue(row: Letter, step: str, *, actor: User, now: datetime, today: date) -> Letter:
    """Take the number, keep what the letter says, ask for its paper, end what it replaces."""
    day = row.branch.local_date(now)
    if row.kind == LetterKind.SPPK:
        ruling.check(row, day)
    if row.valid_until is not None and row.valid_until < day:
        raise ValidationError({"valid_until": _("The last day lies before today.")})
    # Letters are locked before the file, the file before the promotion, by everybody.
    before = held(Letter(pk=row.replaces_id), None) if row.replaces_id else None
    promise(row, actor=actor, now=now)
    sequence, number = numbers.take(row.kind, row.branch, day)
    try:
        kept = content.content_of(source_of(row, day=day, number=number))
    except CalculationError as refusal:
        raise ValidationError(REFUSALS.get(refusal.code, str(refusal))) from refusal
    row = _write(
        row, step, now=now, number=number, sequence=sequence, issued_on=day, issued_at=now,
        content=kept, sha256=content.digest_of(kept), decided_by=row.decided_by,
        decided_at=row.decided_at, decision_note=row.decision_note,
    )  # fmt: skip
    enqueue(PAPER, key=row.public_id, due_at=now, requested_by_id=actor.pk,
            payload={"letter": row.public_id})  # fmt: skip
    _tell(row, "issued", actor=actor, at=now)
    if before is not None and before.is_live:
        _end_replaced(before, row, actor=actor, now=now)
    return row


def _end_replaced(before: Letter, row: Letter, *, actor: User, now: datetime) -> None:
    """The letter before it in the same negotiation holds no longer."""
    note = _("replaced by %(number)s") % {"number": row.number}
    before = _write(before, "withdraw", now=now, answer_note=note, ended_at=now)
    _tell(before, "withdrawn", actor=actor, at=now)
    let_go(before, actor=actor, now=now)


@transaction.atomic
def hand_over(letter: Letter, *, version: int, channel: str, actor: User, now: datetime) -> Letter:
    """Write down that the letter reached the customer; by mail it leaves through the outbox."""
    from offers.letters.sending import why_no_mail

    row = held(letter, version)
    refuse_locked(row.prospect)
    _step(row, "send", actor)
    if row.kind == LetterKind.SPPK:
        ruling.check(row, row.branch.local_date(now))
    refuse_broken(row)
    if channel == HandOver.MAIL:
        refusal = why_no_mail(row, now)
        if refusal:
            raise ValidationError({"channel": refusal})
        enqueue(MAIL, key=row.public_id, due_at=now, requested_by_id=actor.pk,
                payload={"letter": row.public_id, "sender": actor.public_id})  # fmt: skip
    row = _write(row, "send", now=now, sent_at=now, sent_by=actor, sent_channel=channel)
    _tell(row, "sent", actor=actor, at=now, channel=channel)
    letter_shown(row, actor=actor, now=now)
    return row


@transaction.atomic
def answer(
    letter: Letter, *, is_yes: bool, channel: str, on: date, note: str, actor: User | None,
    now: datetime, version: int | None,
) -> Letter:  # fmt: skip
    """Write down the customer's answer; `actor` is None when he gave it himself by his link.

    An SPPK that is accepted moves the file: its number is that of the milestone.
    """
    is_sppk = letter.kind == LetterKind.SPPK
    if is_sppk:  # the file before the letter, in the order of whoever takes a decision back
        lock(Opportunity(pk=letter.opportunity_id))
    row = held(letter, version)
    refuse_locked(row.prospect)
    step = "accept" if is_yes else "decline"
    _step(row, step, actor)
    today = row.branch.local_date(now)
    if on > today or (row.issued_on and on < row.issued_on):
        raise ValidationError({"on": _("The day lies between the letter and today.")})
    if row.valid_until is not None and on > row.valid_until:
        raise ValidationError({"on": _("The letter had expired on that day.")})
    if is_sppk and is_yes:
        ruling.check(row, on)
    row = _write(row, step, now=now, answered_on=on, answer_channel=channel,
                 answer_note=note.strip(), ended_at=now)  # fmt: skip
    row.links.filter(used_at=None).update(used_at=now)
    _tell(row, "accepted" if is_yes else "declined", actor=actor, at=now, channel=str(channel))
    if is_yes:
        letter_answered(row, now=now)
        keep(row)
    else:
        let_go(row, actor=actor, now=now)
    by = actor or row.sent_by
    if is_sppk and is_yes and by is not None:
        pipeline.reach(row.opportunity, kind=Milestone.Kind.SPPK, reached_on=on,
                       reference=row.number, actor=by, now=now)  # fmt: skip
    return row


@transaction.atomic
def withdraw(letter: Letter, *, version: int, note: str, actor: User, now: datetime) -> Letter:
    """Take a letter back; an issued one keeps its number, so that the series has no gap."""
    row = held(letter, version)
    _step(row, "withdraw", actor)
    if row.number and not note.strip():
        raise ValidationError({"note": _("Say why the letter is withdrawn.")})
    return take_back(row, note.strip(), actor=actor, now=now)


def take_back(letter: Letter, note: str, *, actor: User, now: datetime) -> Letter:
    """Write a letter down as withdrawn, whoever's right that is; inside a transaction."""
    row = held(letter, None)
    row = _write(row, "withdraw", now=now, answer_note=note, ended_at=now)
    row.links.filter(used_at=None).update(used_at=now)
    if row.number:
        _tell(row, "withdrawn", actor=actor, at=now)
    let_go(row, actor=actor, now=now)
    return row


def put_back(letter: Letter, *, actor: User, now: datetime) -> Letter:
    """An acceptance that was written down by mistake: the letter waits for the answer again."""
    row = held(letter, None)
    row = row.save_version(row.version, state=LetterState.SENT, answered_on=None, answer_note="",
                           answer_channel="", ended_at=None, updated_at=now)  # fmt: skip
    _tell(row, "reopened", actor=actor, at=now)
    return row


def may_decide(user: User) -> bool:
    """Tell whether the person approves terms beyond the limit."""
    return user.may(P.LETTER_APPROVE)


ANSWERS = (Answer.PAPER, Answer.IN_PERSON)
