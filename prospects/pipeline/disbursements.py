"""Money that left the bank, or came in. Only somebody else's confirmation wins an opportunity."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from core.crypto import encrypt, field_aad
from core.money import format_rupiah
from core.versioning import StaleError
from org.access.permissions import Permission as P
from org.models import User
from products.types import Kind
from prospects.models import Disbursement, Opportunity, TimelineEntry
from prospects.pipeline.base import lock, require, save_state, tell, today_at
from prospects.pipeline.files import placing, record_position
from prospects.services import become_customer, stop_being_customer

ACCOUNT_DIGITS = range(5, 21)
State = Disbursement.State


@dataclass(frozen=True)
class NewDisbursement:
    """One part: whole rupiah, the day the money moved, and the account's digits."""

    amount: Decimal
    disbursed_on: date
    account: str = ""
    note: str = ""


def _rows(opportunity: Opportunity) -> "list[Disbursement]":
    rows = Disbursement.objects.system("the parts of one opportunity")
    return list(rows.filter(opportunity=opportunity).order_by("disbursed_on", "pk"))


def is_ready(opportunity: Opportunity) -> bool:
    """Tell whether money may be recorded: after the akad, or at the opening of an account."""
    ladder = opportunity.product.type
    last_before = ladder.position(ladder.won.code) - 1
    return opportunity.status != Opportunity.Status.LOST and (
        ladder.position(opportunity.stage) >= last_before
    )


def _check_ready(opportunity: Opportunity) -> None:
    if opportunity.archived_at is not None:
        raise ValidationError(_("This opportunity is archived."))
    if opportunity.status == Opportunity.Status.LOST:
        raise ValidationError(_("This opportunity is closed. Reopen it first."))
    if not is_ready(opportunity):
        ladder = opportunity.product.type
        before = ladder.ladder[ladder.position(ladder.won.code) - 1]
        raise ValidationError(
            _("Money follows %(stage)s. The file is at %(now)s.")
            % {"stage": before.label, "now": opportunity.rung.label}
        )


def room_left(opportunity: Opportunity) -> Decimal | None:
    """Return what may still be disbursed of a loan, waiting parts counted; None for deposits."""
    if opportunity.product.type.kind != Kind.CREDIT:
        return None
    rows = Disbursement.objects.system("sum of the parts").filter(opportunity=opportunity)
    taken = rows.exclude(state=State.REFUSED).aggregate(total=Sum("amount"))["total"]
    return opportunity.amount - (taken or Decimal(0))


def _check_new(opportunity: Opportunity, new: NewDisbursement, today: date) -> None:
    _check_ready(opportunity)
    if new.amount <= 0:
        raise ValidationError({"amount": _("Enter an amount above zero.")})
    room = room_left(opportunity)
    if room is not None and new.amount > room:
        raise ValidationError(
            {"amount": _("More than the loan amount. Left: %(left)s.")
             % {"left": format_rupiah(max(room, Decimal(0)))}}
        )  # fmt: skip
    if new.disbursed_on > today:
        raise ValidationError({"disbursed_on": _("The date must not be after today.")})
    _check_account(new.account)


def _check_account(account: str) -> None:
    if account and not (account.isdigit() and len(account) in ACCOUNT_DIGITS):
        raise ValidationError({"account": _("An account number has 5 to 20 digits.")})


def _seal_account(row: Disbursement, account: str) -> None:
    aad = field_aad("prospects.Disbursement", row.public_id, "account")
    row.account_cipher = encrypt(account, aad=aad)
    row.account_tail = account[-4:]


def _create(
    opportunity: Opportunity, new: NewDisbursement, *, state: str, actor: User, now: datetime
) -> Disbursement:
    row = Disbursement(
        opportunity=opportunity, product=opportunity.product, owner=opportunity.owner,
        branch=opportunity.branch, amount=new.amount, disbursed_on=new.disbursed_on,
        state=state, entered_by=actor, entered_at=now, note=new.note.strip()[:200],
    )  # fmt: skip
    if new.account:
        _seal_account(row, new.account)
    if state == State.CONFIRMED:
        row.decided_by, row.decided_at = actor, now
    row.full_clean(exclude=[] if row.decided_by else ["decided_by", "decided_at"])
    row.save(force_insert=True)
    return row


def _tell(kind: str, row: Disbursement, *, actor: User, now: datetime, body: str = "") -> None:
    tell(
        kind, row.opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE, body=body,
        news="money", amount=str(row.amount), on=row.disbursed_on.isoformat(),
    )  # fmt: skip


@transaction.atomic
def claim_disbursement(
    opportunity: Opportunity, new: NewDisbursement, *, actor: User, now: datetime
) -> Disbursement:
    """Record the officer's own word. It waits for confirmation and is no *realisasi* yet."""
    require(actor, P.DISBURSEMENT_CLAIM)
    opportunity = lock(opportunity)
    _check_new(opportunity, new, today_at(opportunity, now))
    row = _create(opportunity, new, state=State.AWAITING, actor=actor, now=now)
    _tell("disbursement_claimed", row, actor=actor, now=now)
    return row


@transaction.atomic
def enter_disbursement(
    opportunity: Opportunity, new: NewDisbursement, *, actor: User, now: datetime
) -> Disbursement:
    """Record a confirmed part: credit administration or a head, never the opportunity's owner."""
    require(actor, P.DISBURSEMENT_CONFIRM)
    opportunity = lock(opportunity)
    if actor.pk == opportunity.owner_id:
        raise PermissionDenied
    _check_new(opportunity, new, today_at(opportunity, now))
    if not new.account:
        raise ValidationError({"account": _("Enter the account number.")})
    row = _create(opportunity, new, state=State.CONFIRMED, actor=actor, now=now)
    _tell("disbursement_entered", row, actor=actor, now=now)
    _settle(opportunity, actor=actor, now=now)
    return row


def _decide(
    disbursement: Disbursement, *, before: str, state: str, version: int, actor: User,
    now: datetime, note: str = "",
) -> Disbursement:  # fmt: skip
    """Claim the row by comparing state and version: two deciders cannot both win."""
    rows = Disbursement.objects.system("decide once")
    changed = rows.filter(pk=disbursement.pk, version=version, state=before).update(
        state=state, is_first=False, decided_by=actor, decided_at=now, version=version + 1,
        confirmed_at=F("decided_at") if before == State.CONFIRMED else None,
        note=note.strip()[:200] or disbursement.note,
    )  # fmt: skip
    fresh = rows.select_related("opportunity__product", "opportunity__branch",
                                "opportunity__prospect").get(pk=disbursement.pk)  # fmt: skip
    if not changed:
        raise StaleError(fresh)
    return fresh


def _may_decide(disbursement: Disbursement, opportunity: Opportunity, actor: User) -> None:
    """Neither who entered the money nor whose opportunity it is decides on it."""
    require(actor, P.DISBURSEMENT_CONFIRM)
    if actor.pk in {disbursement.entered_by_id, opportunity.owner_id}:
        raise PermissionDenied


@transaction.atomic
def confirm_disbursement(
    disbursement: Disbursement, *, version: int, actor: User, now: datetime, account: str = ""
) -> Disbursement:
    """Confirm what an officer claimed. The first confirmed part wins the opportunity.

    `account` is written where the officer named none.
    """
    opportunity = lock(disbursement.opportunity)
    _may_decide(disbursement, opportunity, actor)
    _check_ready(opportunity)
    row = _decide(disbursement, before=State.AWAITING, state=State.CONFIRMED,
                  version=version, actor=actor, now=now)  # fmt: skip
    if account and not row.account_tail:
        _check_account(account)
        _seal_account(row, account)
        row.save(update_fields=["account_cipher", "account_tail"])
    _tell("disbursement_confirmed", row, actor=actor, now=now)
    _settle(opportunity, actor=actor, now=now)
    return row


@transaction.atomic
def refuse_disbursement(
    disbursement: Disbursement, *, version: int, actor: User, now: datetime, reason: str
) -> Disbursement:
    """Say that the claimed money did not move; the officer reads why."""
    opportunity = lock(disbursement.opportunity)
    _may_decide(disbursement, opportunity, actor)
    if not reason.strip():
        raise ValidationError({"reason": _("Write why.")})
    row = _decide(disbursement, before=State.AWAITING, state=State.REFUSED,
                  version=version, actor=actor, now=now, note=reason)  # fmt: skip
    _tell("disbursement_refused", row, actor=actor, now=now, body=reason.strip())
    return row


@transaction.atomic
def reverse_disbursement(
    disbursement: Disbursement, *, version: int, actor: User, now: datetime, reason: str
) -> Disbursement:
    """Take back a wrong confirmation: a head, with a reason. Without any confirmed part left the
    opportunity is open again, one rung below.
    """
    require(actor, P.REPORT_REVIEW)
    opportunity = lock(disbursement.opportunity)
    if actor.pk == opportunity.owner_id:
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Write why.")})
    row = _decide(disbursement, before=State.CONFIRMED, state=State.REFUSED,
                  version=version, actor=actor, now=now, note=reason)  # fmt: skip
    _tell("disbursement_reversed", row, actor=actor, now=now, body=reason.strip())
    _settle(opportunity, actor=actor, now=now)
    return row


def _settle(opportunity: Opportunity, *, actor: User, now: datetime) -> None:
    """Make won or open again what the confirmed parts say, and mark the first of them (NOA)."""
    confirmed = [row for row in _rows(opportunity) if row.state == State.CONFIRMED]
    rows = Disbursement.objects.system("first part").filter(opportunity=opportunity)
    first = confirmed[0] if confirmed else None
    rows.filter(is_first=True).exclude(pk=first.pk if first else 0).update(is_first=False)
    if first is not None and not first.is_first:
        rows.filter(pk=first.pk).update(is_first=True)
    if first is not None:
        _win(opportunity, first, actor=actor, now=now)
    elif opportunity.status == Opportunity.Status.WON:
        _unwin(opportunity, actor=actor, now=now)


def _win(opportunity: Opportunity, first: Disbursement, *, actor: User, now: datetime) -> None:
    is_won = opportunity.status == Opportunity.Status.WON
    if is_won and opportunity.closed_on == first.disbursed_on:
        return
    save_state(
        opportunity, version=opportunity.version, actor=actor, now=now,
        status=Opportunity.Status.WON, stage=opportunity.product.type.won.code,
        stage_since=first.disbursed_on, closed_at=opportunity.closed_at or now,
        closed_on=first.disbursed_on, paused_until=None,
        **placing(opportunity, "", now=now),
    )  # fmt: skip
    record_position(opportunity, actor=actor, now=now)
    if not is_won:
        become_customer(opportunity.prospect_id, now=now)
        tell("opportunity_won", opportunity, actor=actor, now=now, news="won",
             on=first.disbursed_on.isoformat())  # fmt: skip


def _unwin(opportunity: Opportunity, *, actor: User, now: datetime) -> None:
    ladder = opportunity.product.type
    lower = ladder.ladder[ladder.position(ladder.won.code) - 1]
    save_state(
        opportunity, version=opportunity.version, actor=actor, now=now,
        status=Opportunity.Status.OPEN, stage=lower.code, stage_since=today_at(opportunity, now),
        closed_at=None, closed_on=None, **placing(opportunity, lower.default_holder, now=now),
    )  # fmt: skip
    record_position(opportunity, actor=actor, now=now)
    stop_being_customer(opportunity.prospect_id, now=now)
    tell("opportunity_reopened", opportunity, actor=actor, now=now, news="reopened")
