"""What each member says, and the decision that follows once it is clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.decisions import paper
from offers.decisions.limits import (
    ALONE,
    Seat,
    holds_until,
    policy_on,
    seat_for,
    seats_of,
)
from offers.decisions.numbering import next_number
from offers.decisions.proposing import REASON, claimed, give_back, weigh, weighed
from offers.decisions.wording import Told
from offers.models import CreditProposal, Decision, DecisionVote, Verdict
from org.access.permissions import Permission as P
from org.models import User
from prospects import pipeline
from prospects.links import linked_group
from prospects.models import Milestone, Opportunity, Prospect, TimelineEntry
from prospects.pipeline.base import require, tell, today_at

FOR = (Verdict.APPROVE, Verdict.CONDITIONS)
State = CreditProposal.State


@dataclass(frozen=True)
class Ballot:
    """One vote. `words`: the conditions, what is missing, or the reason; amount, months and rate
    only where a condition changes them."""

    verdict: str
    opinion: str
    words: str = ""
    amount: Decimal | None = None
    months: int | None = None
    rate: Decimal | None = None


@transaction.atomic
def vote(
    proposal: CreditProposal, ballot: Ballot, *, version: int, actor: User, now: datetime
) -> CreditProposal:
    """Record what one member says; the last vote that is needed makes the decision.

    The exposure is counted anew with the records of the whole group held, so that two files of
    one group cannot both be decided within a limit that holds only one. Raises StaleError when
    the proposal is decided or changed, PermissionDenied for who proposed or has no seat.
    """
    require(actor, P.CREDIT_DECIDE)
    _hold_group(proposal)
    row, opportunity = claimed(proposal, version)
    today = today_at(opportunity, now)
    found = weigh(opportunity, row.amount, today)
    exposure, _case, authority = found
    seat = seat_for(row, authority, actor, today)
    if seat is None and exposure.total > row.total:
        text = _("The total exposure is %(sum)s by now and is decided elsewhere. Count it anew.")
        raise ValidationError(text % {"sum": format_rupiah(exposure.total)})
    if seat is None:
        raise PermissionDenied
    _check(row, ballot)
    _keep(row, ballot, seat, actor, now)
    row.save_version(version, **weighed(*found))
    tell("credit_voted", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         body=ballot.opinion.strip(), verdict=ballot.verdict, number=row.number)  # fmt: skip
    _settle(row, opportunity, seat, today, actor=actor, now=now)
    return row


def _hold_group(proposal: CreditProposal) -> None:
    """Hold the records of debtor, spouse and group, in one order for everybody."""
    members = linked_group(proposal.opportunity.prospect).members
    rows = Prospect.objects.system(REASON).select_for_update(of=("self",))
    list(rows.filter(pk__in=members).order_by("pk").values_list("pk"))


def _check(row: CreditProposal, ballot: Ballot) -> None:
    if ballot.verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose your vote.")})
    if not ballot.opinion.strip():
        raise ValidationError({"opinion": _("Write your opinion.")})
    if ballot.verdict != Verdict.APPROVE and not ballot.words.strip():
        raise ValidationError({"words": _("Write why, or what is missing.")})
    if ballot.verdict != Verdict.CONDITIONS:
        return
    if ballot.amount is not None and not 0 < ballot.amount <= row.amount:
        text = _("More than zero, and not more than the %(sum)s that are proposed.")
        raise ValidationError({"amount": text % {"sum": format_rupiah(row.amount)}})


def _keep(
    row: CreditProposal, ballot: Ballot, seat: Seat, actor: User, now: datetime
) -> DecisionVote:
    own = ballot.verdict == Verdict.CONDITIONS
    kept = DecisionVote(
        proposal=row, by=actor, stands_for=seat.post.stands_for, seat=seat.code,
        post=seat.post.role, verdict=ballot.verdict, opinion=ballot.opinion.strip(),
        words="" if ballot.verdict == Verdict.APPROVE else ballot.words.strip(),
        amount=(own and ballot.amount) or row.amount, months=(own and ballot.months) or row.months,
        rate=row.rate if not own or ballot.rate is None else ballot.rate, at=now,
    )  # fmt: skip
    kept.full_clean(exclude=["proposal", "by", "stands_for"])
    kept.save(force_insert=True)
    return kept


def outcome_of(votes: list[DecisionVote], *, quorum: int, seats: int) -> str:
    """Return the state these votes lead to; WAITING while more are needed.

    One vote to return sends the file back. It is refused once the seats that are left can no
    longer make the quorum.
    """
    if any(one.verdict == Verdict.RETURN for one in votes):
        return State.RETURNED
    against = sum(one.verdict == Verdict.REFUSE for one in votes)
    if sum(one.verdict in FOR for one in votes) >= quorum:
        return State.APPROVED
    return State.REFUSED if against > seats - quorum else State.WAITING


def _settle(
    row: CreditProposal, opportunity: Opportunity, seat: Seat, today: date, *, actor: User,
    now: datetime,
) -> None:  # fmt: skip
    """Close the proposal when the votes are clear: return it, or make the decision."""
    votes = list(row.votes.select_related("by", "stands_for"))
    quorum, seats = 1, 1
    if seat.code == ALONE:
        votes = [one for one in votes if one.seat == ALONE]
    elif row.committee is not None:
        quorum, seats = row.committee.quorum, seats_of(row.committee)
    state = outcome_of(votes, quorum=quorum, seats=seats)
    if state == State.WAITING:
        return
    row.save_version(row.version, state=state, closed_at=now)
    if state != State.RETURNED:
        _decide(row, opportunity, votes, today, actor=actor, now=now)
    if state != State.APPROVED:
        give_back(row, opportunity, actor=actor, now=now)
    if state == State.RETURNED:
        tell("credit_returned", opportunity, actor=actor, now=now, number=row.number,
             group=TimelineEntry.Group.FILE, body=votes[-1].words)  # fmt: skip


def strictest(row: CreditProposal, votes: list[DecisionVote]) -> dict[str, Any]:
    """Return the terms that every vote in favour carries: the least amount and term, the highest
    rate, and all conditions."""
    agreed = [one for one in votes if one.verdict in FOR]
    words = dict.fromkeys(filter(None, [row.conditions, *(one.words for one in agreed)]))
    return {
        "amount": min(one.amount for one in agreed),
        "months": min(one.months for one in agreed),
        "rate": max(one.rate for one in agreed),
        "conditions": "\n".join(words)[:4000],
    }


def _decide(
    row: CreditProposal, opportunity: Opportunity, votes: list[DecisionVote], today: date, *,
    actor: User, now: datetime,
) -> Decision:  # fmt: skip
    is_approved = row.state == State.APPROVED
    policy = policy_on(today)
    terms = {"amount": row.amount, "months": row.months, "rate": row.rate,
             "conditions": row.conditions}  # fmt: skip
    refusals = [one.words for one in votes if one.verdict == Verdict.REFUSE]
    decision = Decision(
        opportunity=opportunity, owner=opportunity.owner, branch=opportunity.branch, proposal=row,
        outcome=Decision.Outcome.APPROVED if is_approved else Decision.Outcome.REFUSED,
        number=next_number(opportunity.branch, today, policy.pattern), decided_on=today,
        valid_until=holds_until(today, policy) if is_approved else None,
        deciders=[decider(one) for one in votes], fee=row.fee, collateral=row.collateral,
        reason="" if is_approved else "\n".join(refusals)[:2000], recorded_by=actor,
        recorded_at=now, **(strictest(row, votes) if is_approved else terms),
    )  # fmt: skip
    issue(decision, opportunity, actor=actor, now=now)
    paper.keep(Told(decision, row, opportunity, votes), actor=actor, now=now)
    return decision


def decider(one: DecisionVote) -> dict[str, str]:
    """Return name, post and vote as they stand in a decision for good."""
    found = {"name": one.by.full_name, "post": one.post, "verdict": one.verdict,
             "opinion": one.opinion}  # fmt: skip
    return found | ({"for": one.stands_for.full_name} if one.stands_for else {})


def issue(decision: Decision, opportunity: Opportunity, *, actor: User, now: datetime) -> Decision:
    """Write the decision down for good; an approval moves the file and sets its amount."""
    decision.full_clean(exclude=["owner", "branch", "opportunity", "proposal", "recorded_by",
                                 "sheet", "deciders"])  # fmt: skip
    decision.save(force_insert=True)
    if decision.outcome == Decision.Outcome.APPROVED:
        pipeline.reach(
            opportunity, kind=Milestone.Kind.DECISION, reached_on=decision.decided_on,
            reference=decision.number, amount=decision.amount, actor=actor, now=now,
        )  # fmt: skip
    tell("credit_decided", opportunity, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         number=decision.number, outcome=decision.outcome, amount=str(decision.amount))  # fmt: skip
    return decision
