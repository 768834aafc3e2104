"""What the paper of a decision says in one language. Called with that language active."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.formats import date_words, moment_words
from core.money import format_rupiah, rupiah_in_words
from offers.decisions.limits import post_name
from offers.decisions.page import decider_words, months_words, rate_words
from offers.models import CreditProposal, Decision, DecisionVote, Verdict
from prospects.models import Opportunity

Rows = list[list[str]]


@dataclass(frozen=True)
class Told:
    """What the paper leans on."""

    decision: Decision
    proposal: CreditProposal
    opportunity: Opportunity
    votes: list[DecisionVote]

    @property
    def is_approved(self) -> bool:
        """Whether the bank said yes."""
        return self.decision.outcome == Decision.Outcome.APPROVED


def block(told: Told) -> dict[str, Any]:
    """Return all words of the paper."""
    decision = told.decision
    return {
        "labels": _labels(), "title": _("Credit decision"),
        "outcome": str(decision.get_outcome_display()), "day": date_words(decision.decided_on),
        "file": _file(told), "terms": _terms(told), "conditions": _conditions(told),
        "votes": [_vote(one, told) for one in told.votes],
        "signers": [_signer(one) for one in told.votes],
        "note": _("This paper is the bank's own. What the customer is promised stands in the"
                  " SPPK."),
    }  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "number": _("Number"), "file": _("Application"), "decision": _("Decision"),
        "conditions": _("Conditions"), "reason": _("Reason"), "votes": _("Votes"),
        "member": _("Member"), "vote": _("Verdict"), "opinion": _("Opinion"),
        "signed": _("Decided by"), "stamp": _("Stamp"), "page": _("Page"), "of": _("of"),
        "code": _("Verification code"), "confidential": _("Bank confidential."),
    }  # fmt: skip


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _file(told: Told) -> Rows:
    row, deal = told.proposal, told.opportunity
    zone = deal.branch.time_zone
    put = {"n": row.number, "when": moment_words(row.proposed_at, zone),
           "who": row.proposed_by.full_name}  # fmt: skip
    person = deal.prospect
    return [
        [_("Debtor"), f"{person.name} ({person.number})"],
        [_("Product"), deal.product.name],
        [_("Proposal"), _("no. %(n)d, %(when)s, by %(who)s") % put],
        [_("Memo analisa"), _("version %(n)d") % {"n": row.memo.number}],
        [_("Kind of application"), str(row.get_case_display())],
        [_("Amount proposed"), format_rupiah(row.amount)],
        [_("Total exposure"), format_rupiah(row.total)],
        [_("Decides"), decider_words(row, _language())],
    ]


def _terms(told: Told) -> Rows:
    decision = told.decision
    if not told.is_approved:
        return []
    amount = f"{format_rupiah(decision.amount)} ({rupiah_in_words(decision.amount, _language())})"
    rows = [[_("Plafon"), amount], [_("Term"), months_words(decision.months)],
            [_("Rate"), rate_words(decision.rate)]]  # fmt: skip
    if decision.fee is not None:
        rows.append([_("Provision fee"), format_rupiah(decision.fee)])
    if decision.collateral:
        rows.append([_("Collateral"), decision.collateral])
    if decision.valid_until:
        rows.append([_("Valid until"), date_words(decision.valid_until)])
    return rows


def _conditions(told: Told) -> list[str]:
    """Return the conditions, or the reasons of a refusal, one to a line."""
    text = told.decision.conditions if told.is_approved else told.decision.reason
    return [line.strip(" -•") for line in text.splitlines() if line.strip(" -•")]


def _vote(one: DecisionVote, told: Told) -> dict[str, str]:
    words, changed = one.words, []
    proposal = told.proposal
    if one.amount != proposal.amount:
        changed.append(format_rupiah(one.amount))
    if one.months != proposal.months:
        changed.append(months_words(one.months))
    if one.rate != proposal.rate:
        changed.append(rate_words(one.rate))
    return {
        "name": one.by.full_name, "post": _post(one), "verdict": str(Verdict(one.verdict).label),
        "when": moment_words(one.at, told.opportunity.branch.time_zone),
        "opinion": one.opinion, "words": words, "changed": " · ".join(changed),
    }  # fmt: skip


def _post(one: DecisionVote) -> str:
    post = post_name(one.post, _language())
    if one.stands_for is None:
        return post
    return _("stands in for %(name)s, %(post)s") % {"name": one.stands_for.full_name, "post": post}


def _signer(one: DecisionVote) -> list[str]:
    return [one.by.full_name, _post(one)]
