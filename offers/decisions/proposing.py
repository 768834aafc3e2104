"""Putting a proposal forward, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from offers.decisions.exposure import Exposure, exposure_of
from offers.decisions.limits import Authority, authority_for, policy_on
from offers.models import Case, CreditProposal, Place
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import User
from products.types import Kind
from prospects.finance import memo
from prospects.finance.reading import Subject
from prospects.models import FileHolder, MemoVersion, Opportunity, Prospect, TimelineEntry
from prospects.pipeline.base import lock, require, require_open, tell, today_at
from prospects.pipeline.files import placing, record_position

REASON = "proposals of a file in reach"
# A proposal is put forward once the file is analysed, and until the akad is signed.
FIRST, LAST = "analysis", "sppk"


@dataclass(frozen=True)
class Proposed:
    """What is proposed: whole rupiah, months, percent a year. `memo` is the number of a version;
    None takes the newest, and keeps one where there is none yet."""

    amount: Decimal
    months: int
    rate: Decimal
    fee: Decimal | None = None
    collateral: str = ""
    conditions: str = ""
    memo: int | None = None


def proposals_of(opportunity: Opportunity) -> Any:
    """Return the proposals of a file in reach, the newest first."""
    rows = CreditProposal.objects.system(REASON).filter(opportunity=opportunity)
    return rows.order_by("-number")


def may_propose(opportunity: Opportunity) -> bool:
    """Tell whether the file stands where a proposal belongs."""
    ladder = opportunity.product.type
    if ladder.kind != Kind.CREDIT or opportunity.status != Opportunity.Status.OPEN:
        return False
    at = ladder.position(opportunity.stage)
    return ladder.position(FIRST) <= at <= ladder.position(LAST)


def _check(opportunity: Opportunity, today: date) -> None:
    require_open(opportunity)
    ladder = opportunity.product.type
    if ladder.kind != Kind.CREDIT:
        raise ValidationError(_("Only loans are decided on."))
    if not may_propose(opportunity):
        raise ValidationError(
            _("The file is at %(stage)s. A proposal belongs between %(first)s and %(last)s.")
            % {"stage": opportunity.rung.label, "first": ladder.stage(FIRST).label,
               "last": ladder.stage(LAST).label}
        )  # fmt: skip
    if policy_on(today).place == Place.ELSEWHERE:
        raise ValidationError(_("This bank decides in another system."))
    if CreditProposal.objects.system(REASON).waiting().filter(opportunity=opportunity).exists():
        raise ValidationError(_("A proposal of this file waits for its decision."))


def _memo(opportunity: Opportunity, number: int | None, *, actor: User, now: datetime) -> Any:
    kept = MemoVersion.objects.system(REASON).filter(opportunity=opportunity)
    kept = kept.defer("pdf", "docx").order_by("-number")
    found = kept.filter(number=number).first() if number is not None else kept.first()
    if found is None and number is not None:
        raise ValidationError({"memo": _("Choose one of the versions.")})
    if found is not None:
        return found
    subject = Subject(opportunity.prospect, opportunity)
    return memo.freeze(subject, actor=actor, now=now, today=today_at(opportunity, now))


def weigh(
    opportunity: Opportunity, amount: Decimal, today: date
) -> tuple[Exposure, str, Authority]:
    """Return exposure, case and who decides. Raises ValidationError when no limit reaches it."""
    found = exposure_of(opportunity, amount, today)
    case = Case.ADDITIONAL if found.is_additional else Case.NEW
    family = opportunity.product.family
    return found, case, authority_for(found.total, family=family, case=case, day=today)


def weighed(found: Exposure, case: str, authority: Authority) -> dict[str, Any]:
    """Return the columns that keep what `weigh` found."""
    kept = found.as_json() | {"limit": f"{authority.limit:f}"}
    return {"exposure": kept, "total": found.total, "case": case,
            "position": authority.position, "committee": authority.committee}  # fmt: skip


@transaction.atomic
def propose(
    opportunity: Opportunity, new: Proposed, *, actor: User, now: datetime
) -> CreditProposal:
    """Put a proposal forward; the file goes to who decides.

    Raises ValidationError in the user's words, PermissionDenied without the right.
    """
    require(actor, P.CREDIT_PROPOSE)
    Prospect.objects.system(REASON).select_for_update(of=("self",)).get(pk=opportunity.prospect_id)
    opportunity = lock(opportunity)
    today = today_at(opportunity, now)
    _check(opportunity, today)
    version = _memo(opportunity, new.memo, actor=actor, now=now)
    row = CreditProposal(
        opportunity=opportunity, owner=opportunity.owner, branch=opportunity.branch, memo=version,
        number=proposals_of(opportunity).count() + 1, amount=new.amount, months=new.months,
        rate=new.rate, fee=new.fee, collateral=new.collateral.strip(),
        conditions=new.conditions.strip(), proposed_by=actor, proposed_at=now,
        **weighed(*weigh(opportunity, new.amount, today)),
    )  # fmt: skip
    row.full_clean(exclude=["owner", "branch", "proposed_by", "memo", "opportunity", "committee"])
    row.save(force_insert=True)
    _hand(opportunity, FileHolder.APPROVER, actor=actor, now=now)
    tell("credit_proposed", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         number=row.number, amount=str(row.amount), total=str(row.total))  # fmt: skip
    return row


def _hand(
    opportunity: Opportunity, holder: str, *, actor: User, now: datetime,
    analyst: User | None = None,
) -> None:  # fmt: skip
    """Lay the file on another table; where it lies already nothing changes."""
    if opportunity.status != Opportunity.Status.OPEN or opportunity.holder == holder:
        return
    changes = placing(opportunity, holder, now=now, analyst=analyst)
    opportunity.save_version(opportunity.version, **changes, updated_at=now)
    record_position(opportunity, actor=actor, now=now)


def give_back(proposal: CreditProposal, opportunity: Opportunity, *, actor: User,
              now: datetime) -> None:  # fmt: skip
    """Lay the file with who proposed: an analyst who is still here, else the officer."""
    person = proposal.proposed_by
    if person.role == Role.CREDIT_ANALYST and person.is_active:
        _hand(opportunity, FileHolder.ANALYST, actor=actor, now=now, analyst=person)
    else:
        _hand(opportunity, FileHolder.OFFICER, actor=actor, now=now)


def claimed(proposal: CreditProposal, version: int) -> tuple[CreditProposal, Opportunity]:
    """Lock file and proposal and return both as they are now. Raises StaleError."""
    opportunity = lock(proposal.opportunity)
    rows = CreditProposal.objects.system(REASON).select_for_update(of=("self",))
    row = rows.select_related("committee", "proposed_by", "memo").get(pk=proposal.pk)
    row.opportunity = opportunity
    if row.version != version or row.state != CreditProposal.State.WAITING:
        raise StaleError(row)
    return row, opportunity


@transaction.atomic
def withdraw(
    proposal: CreditProposal, *, version: int, actor: User, now: datetime
) -> CreditProposal:
    """Take a waiting proposal back: who proposed it, or whose file it is. Raises StaleError."""
    require(actor, P.CREDIT_PROPOSE)
    row, opportunity = claimed(proposal, version)
    if actor.pk not in {row.proposed_by_id, opportunity.owner_id}:
        raise PermissionDenied
    row.save_version(version, state=CreditProposal.State.WITHDRAWN, closed_at=now)
    give_back(row, opportunity, actor=actor, now=now)
    tell("credit_withdrawn", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         number=row.number)  # fmt: skip
    return row


@transaction.atomic
def recalculate(
    proposal: CreditProposal, *, version: int, actor: User, now: datetime
) -> CreditProposal:
    """Count the exposure anew, so that the proposal reaches who decides on it now."""
    require(actor, P.CREDIT_PROPOSE, P.CREDIT_DECIDE)
    row, opportunity = claimed(proposal, version)
    changes = weighed(*weigh(opportunity, row.amount, today_at(opportunity, now)))
    return row.save_version(version, **changes)
