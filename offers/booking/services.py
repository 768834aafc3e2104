"""Booking the akad, and each part of the money with what the officer said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import short_date
from core.money import format_rupiah
from core.versioning import StaleError
from offers.booking.promise import Terms, differences, promise_of
from offers.decisions.terms import decision_terms
from offers.models import Booking
from offers.riplay import gate
from offers.signals import booking_differs
from org.access.permissions import Permission as P
from org.calendars import working_days_after
from org.models import User
from prospects import pipeline
from prospects.models import Disbursement, Milestone, Opportunity, TimelineEntry
from prospects.pipeline import NewDisbursement
from prospects.pipeline.base import lock, require, save_state, tell, today_at

REASON = "booking of a file in reach"
DAYS_TO_TELL = 3  # working days until the customer knows of a difference


@dataclass(frozen=True)
class Akad:
    """What was signed: whole rupiah, months, percent a year."""

    signed_on: date
    number: str
    amount: Decimal
    months: int
    rate: Decimal
    fee: Decimal | None = None
    instalment: Decimal | None = None
    reason: str = ""

    @property
    def terms(self) -> Terms:
        """What is compared with the promise."""
        return Terms(self.amount, self.months, self.rate, self.fee, self.instalment,
                     self.signed_on)  # fmt: skip


def booking_of(opportunity: Opportunity) -> Booking | None:
    """Return the booking of a file in reach."""
    rows = Booking.objects.system(REASON).filter(opportunity=opportunity)
    return rows.select_related("recorded_by").first()


@transaction.atomic
def book_akad(
    opportunity: Opportunity, akad: Akad, *, version: int, actor: User, now: datetime
) -> Booking:
    """Record the akad, or correct it. `version` is that of the booking seen, 0 for the first.

    Whoever owns the file does not book it. A difference from the promise, which is the letter the
    customer accepted last or else the decision, needs a reason, and the
    customer hears of it within three working days. Raises StaleError, ValidationError.
    """
    require(actor, P.DISBURSEMENT_CONFIRM)
    opportunity = lock(opportunity)
    if actor.pk == opportunity.owner_id:
        raise PermissionDenied
    gate.ask(opportunity, gate.Terms(akad.amount, akad.months, akad.rate), akad.signed_on)
    _within_the_decision(opportunity, akad.amount)
    promise = promise_of(opportunity, akad.signed_on)
    found = differences(promise, akad.terms)
    if found and not akad.reason.strip():
        raise ValidationError(
            {"reason": _("Write why this differs from what was promised.")}, code="differs"
        )
    pipeline.record_milestone(
        opportunity, kind=Milestone.Kind.SIGNING, reached_on=akad.signed_on,
        reference=akad.number, actor=actor, now=now, is_by_hand=False,
    )  # fmt: skip
    _set_amount(opportunity, akad.amount, actor=actor, now=now)
    today = today_at(opportunity, now)
    by = working_days_after(opportunity.branch, today, DAYS_TO_TELL) if found else None
    row = _write(opportunity, akad, found, version, {
        "promise": promise.as_json() if promise else {}, "differences": found, "contact_by": by,
        "reason": akad.reason.strip() if found else "", "recorded_by": actor, "recorded_at": now,
    })  # fmt: skip
    tell("akad_booked", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         number=row.number, on=row.signed_on.isoformat(), body=row.reason)  # fmt: skip
    if found:
        booking_differs.send(sender=Booking, opportunity=opportunity, contact_by=by, actor=actor,
                             now=now)  # fmt: skip
    return row


def _within_the_decision(opportunity: Opportunity, amount: Decimal) -> None:
    terms = decision_terms(opportunity)
    if terms is not None and amount > terms.amount:
        text = _("The decision allows %(sum)s.")
        raise ValidationError({"amount": text % {"sum": format_rupiah(terms.amount)}})


def _set_amount(opportunity: Opportunity, amount: Decimal, *, actor: User, now: datetime) -> None:
    """Let the application carry what was signed, so that no more is paid out."""
    fresh = lock(opportunity)
    if fresh.amount == amount:
        return
    paid = fresh.amount - (pipeline.room_left(fresh) or Decimal(0))
    if amount < paid:
        text = _("%(sum)s is paid out or claimed already.") % {"sum": format_rupiah(paid)}
        raise ValidationError({"amount": text})
    save_state(fresh, version=fresh.version, actor=actor, now=now, amount=amount)


def _write(
    opportunity: Opportunity, akad: Akad, found: dict[str, Any], version: int,
    values: dict[str, Any],
) -> Booking:  # fmt: skip
    names = ("signed_on", "number", "amount", "months", "rate", "fee", "instalment")
    values = {name: getattr(akad, name) for name in names} | values
    present = booking_of(opportunity)
    if present is not None:
        return present.save_version(version, **values)
    row = Booking(opportunity=opportunity, owner=opportunity.owner, branch=opportunity.branch,
                  **values)  # fmt: skip
    row.full_clean(exclude=["owner", "branch", "opportunity", "recorded_by"])
    row.save(force_insert=True)
    return row


def claims_of(opportunity: Opportunity) -> list[Disbursement]:
    """Return what the officer says has moved and nobody has confirmed, the oldest first."""
    rows = Disbursement.objects.system(REASON).awaiting().filter(opportunity=opportunity)
    return list(rows.select_related("entered_by").order_by("disbursed_on", "pk"))


@transaction.atomic
def book_part(
    opportunity: Opportunity, new: NewDisbursement, *, actor: User, now: datetime,
    claim: Disbursement | None = None,
) -> Disbursement:  # fmt: skip
    """Book one part of the money. `claim` is the officer's entry that means this part.

    Where amount and day agree it is confirmed; where they do not, it is refused with what was
    booked instead, so that one part never counts twice. Raises StaleError when somebody decided
    on the claim first.
    """
    require(actor, P.DISBURSEMENT_CONFIRM)
    opportunity = lock(opportunity)
    if not new.account:
        raise ValidationError({"account": _("Enter the account number.")})
    if claim is None:
        return pipeline.enter_disbursement(opportunity, new, actor=actor, now=now)
    if claim.state != Disbursement.State.AWAITING:
        raise StaleError(claim)
    is_same = (claim.amount, claim.disbursed_on) == (new.amount, new.disbursed_on)
    if is_same and claim.account_tail in ("", new.account[-4:]):
        return pipeline.confirm_disbursement(
            claim, version=claim.version, actor=actor, now=now, account=new.account
        )
    words = {"sum": format_rupiah(new.amount), "day": short_date(new.disbursed_on)}
    pipeline.refuse_disbursement(
        claim, version=claim.version, actor=actor, now=now,
        reason=_("Booked as %(sum)s on %(day)s.") % words,
    )  # fmt: skip
    return pipeline.enter_disbursement(opportunity, new, actor=actor, now=now)
