"""Proposals and decisions for programs, through the services of the pages."""

import base64
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import Problem, field_error, invalid, stale
from core.api.shapes import (
    Answer,
    Body,
    IdempotencyKey,
    Named,
    Paged,
    PublicId,
    Rupiah,
    Version,
    choice,
    page_answer,
)
from core.paging import Order
from core.versioning import StaleError
from offers.decisions import paper, proposing, voting
from offers.decisions.forms import ProposalForm, VoteForm
from offers.decisions.proposing import Proposed
from offers.models import CreditProposal, Decision, Verdict
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from products.asking import Months, RateText
from prospects.models import Opportunity

router = ApiRouter(tags=["decisions"])
LATEST = Order("proposed", "proposed_at", is_descending=True)
NEWEST = Order("recorded", "recorded_at", is_descending=True)
DEAL = ("opportunity__prospect", "opportunity__owner", "owner", "branch")

Text = Annotated[str, Field(max_length=2000)]


class ProposalQuery(Paged):
    """What a list of proposals is narrowed by."""

    state: str = choice(CreditProposal.State.values)


class NewProposalBody(Body):
    """A proposal for decision. Without a version the newest memo counts, or one is kept."""

    opportunity: PublicId
    amount: Annotated[Rupiah, Field(ge=1)]
    months: Months
    rate: RateText
    fee: Rupiah | None = None
    collateral: Text | None = None
    conditions: Annotated[str, Field(max_length=4000)] | None = None
    memo: int | None = Field(None, strict=True, ge=1, le=10_000)


class VoteBody(Body):
    """What a member says. Amount, term and rate only with conditions; `words` holds the
    conditions, what is missing, or the reason."""

    version: Version
    verdict: str = Field(pattern=f"^({'|'.join(Verdict.values)})$")
    opinion: Text
    words: Text | None = None
    amount: Annotated[Rupiah, Field(ge=1)] | None = None
    months: Months | None = None
    rate: RateText | None = None


class VoteAnswer(Answer):
    """One vote."""

    by: Named
    post: str
    verdict: str
    opinion: str
    words: str
    amount: int
    months: int
    rate: str
    at: datetime


class ProposalAnswer(Answer):
    """One proposal with its votes. `exposure` is whole rupiah: owed and still to draw."""

    id: str
    version: int
    number: int
    opportunity: str
    prospect: Named
    state: str
    amount: int
    months: int
    rate: str
    fee: int | None
    collateral: str
    conditions: str
    memo: int
    case: str
    total_exposure: int
    decides: str
    votes: list[VoteAnswer]
    decision: str | None
    proposed_by: Named
    proposed_at: datetime
    closed_at: datetime | None
    owner: Named
    branch: Named


class ProposalPage(Answer):
    """A page of proposals."""

    items: list[ProposalAnswer]
    before: str | None
    after: str | None


class DecisionAnswer(Answer):
    """One decision."""

    id: str
    opportunity: str
    prospect: Named
    outcome: str
    number: str
    decided_on: date
    valid_until: date | None
    amount: int
    months: int
    rate: str
    fee: int | None
    collateral: str
    conditions: str
    reason: str
    deciders: list[str]
    is_external: bool
    owner: Named
    branch: Named


class DecisionPaperAnswer(Answer):
    """The paper of a decision, in base64, with its SHA-256."""

    name: str
    media_type: str
    sha256: str
    content: str


class DecisionPage(Answer):
    """A page of decisions."""

    items: list[DecisionAnswer]
    before: str | None
    after: str | None


def visible(request: ApiRequest) -> QuerySet[CreditProposal]:
    """Return the proposals the person reaches."""
    rows = CreditProposal.objects.visible_to(request.person).defer("memo__pdf", "memo__docx")
    rows = rows.select_related(*DEAL, "proposed_by", "memo", "committee", "decision")
    return rows.prefetch_related("votes__by")


def decided(request: ApiRequest) -> QuerySet[Decision]:
    """Return the decisions the person reaches."""
    return Decision.objects.visible_to(request.person).select_related(*DEAL)


def _person(user: User) -> dict[str, str]:
    return {"id": user.public_id, "name": user.full_name}


def _terms(row: Any) -> dict[str, Any]:
    return {
        "amount": int(row.amount), "months": row.months, "rate": f"{row.rate.normalize():f}",
    }  # fmt: skip


def _file(row: Any) -> dict[str, Any]:
    prospect = row.opportunity.prospect
    return {
        "id": row.public_id,
        "opportunity": row.opportunity.public_id,
        "prospect": {"id": prospect.public_id, "name": prospect.name},
        "fee": None if row.fee is None else int(row.fee),
        "collateral": row.collateral,
        "conditions": row.conditions,
        "owner": _person(row.owner),
        "branch": {"id": row.branch.public_id, "name": row.branch.name},
        **_terms(row),
    }


def ready(row: CreditProposal, user: User) -> dict[str, Any]:
    """Return a proposal as it is sent."""
    decision = getattr(row, "decision", None)
    return _file(row) | {
        "version": row.version, "number": row.number, "state": row.state, "case": row.case,
        "memo": row.memo.number, "total_exposure": int(row.total),
        "decides": row.committee.name if row.committee else row.position,
        "votes": [
            _terms(one) | {"by": _person(one.by), "post": one.post, "verdict": one.verdict,
                           "opinion": one.opinion, "words": one.words,
                           "at": one.at.astimezone(user.zone)}
            for one in row.votes.all()
        ],
        "decision": decision.public_id if decision else None,
        "proposed_by": _person(row.proposed_by),
        "proposed_at": row.proposed_at.astimezone(user.zone),
        "closed_at": row.closed_at.astimezone(user.zone) if row.closed_at else None,
    }  # fmt: skip


def decision_ready(row: Decision) -> dict[str, Any]:
    """Return a decision as it is sent."""
    return _file(row) | {
        "outcome": row.outcome, "number": row.number, "decided_on": row.decided_on,
        "valid_until": row.valid_until, "reason": row.reason,
        "deciders": [one["name"] for one in row.deciders], "is_external": row.is_external,
    }  # fmt: skip


def now_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return it as it is now; 404 when it has left the reach."""
    return ready(found(visible(request), public_id), request.person)


@router.operation("GET", "/proposals", name="proposals", permission=P.OPPORTUNITY_VIEW,
                  answer=ProposalPage)  # fmt: skip
def list_proposals(request: ApiRequest, filters: Query[ProposalQuery]) -> Any:
    """List proposals for decision, the newest first."""
    rows = visible(request)
    rows = rows.filter(state=filters.state) if filters.state else rows
    return page_answer(rows, LATEST, filters, lambda row: ready(row, request.person))


@router.operation("POST", "/proposals", name="proposals", permission=P.CREDIT_PROPOSE,
                  answer=ProposalAnswer, status=201)  # fmt: skip
def create_proposal(
    request: ApiRequest, body: NewProposalBody, idempotency_key: IdempotencyKey
) -> Any:
    """Propose an opportunity for decision; the file goes to who decides on its total exposure."""
    made = once_for(request, idempotency_key, body, lambda: _create(request, body))
    row = CreditProposal.objects.system("what this request made").filter(public_id=made)
    found = row.select_related(*DEAL, "proposed_by", "memo", "committee", "decision").get()
    return ready(found, request.person)


def _create(request: ApiRequest, body: NewProposalBody) -> str:
    rows = Opportunity.objects.visible_to(request.person).select_related(
        "owner", "prospect", "product", "branch"
    )
    deal = rows.filter(public_id=body.opportunity).first()
    if deal is None:
        raise invalid([field_error("opportunity", _("Choose one of the opportunities you see."))])
    sent = typed(body)
    memo = sent.pop("memo", "")
    form = ProposalForm(sent | {"memo": memo}, today=request.today, versions=[(memo, memo)])
    check_form(form)
    new = Proposed(**form.cleaned_data)
    return proposing.propose(deal, new, actor=request.person, now=request.now).public_id


@router.operation("GET", "/proposals/{public_id}", name="proposal", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=ProposalAnswer)  # fmt: skip
def get_proposal(request: ApiRequest, public_id: str) -> Any:
    """Read a proposal with its votes."""
    return ready(request.object, request.person)


@router.operation("POST", "/proposals/{public_id}/votes", name="proposal-votes", rows=visible,
                  permission=P.CREDIT_DECIDE, answer=ProposalAnswer, status=201)  # fmt: skip
def vote_on_proposal(
    request: ApiRequest, public_id: str, body: VoteBody, idempotency_key: IdempotencyKey
) -> Any:
    """Vote on a proposal.

    Who proposed it, owns the file, or has no seat is refused: 403. The last vote that is needed
    makes the decision. Whoever is late gets code stale.
    """
    try:
        once_for(request, idempotency_key, body, lambda: _vote(request, body))
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, [("state", "waiting", current.state)]) from None
    return now_of(request, public_id)


def _vote(request: ApiRequest, body: VoteBody) -> str:
    sent = typed(body)
    version = int(sent.pop("version"))
    form = VoteForm(sent, today=request.today)
    check_form(form)
    ballot = voting.Ballot(**form.cleaned_data)
    row = voting.vote(request.object, ballot, version=version, actor=request.person,
                      now=request.now)  # fmt: skip
    return row.public_id


@router.operation("GET", "/decisions", name="decisions", permission=P.OPPORTUNITY_VIEW,
                  answer=DecisionPage)  # fmt: skip
def list_decisions(request: ApiRequest, filters: Query[Paged]) -> Any:
    """List the decisions of the bank, the newest first."""
    return page_answer(decided(request), NEWEST, filters, decision_ready)


@router.operation("GET", "/decisions/{public_id}", name="decision", rows=decided,
                  permission=P.OPPORTUNITY_VIEW, answer=DecisionAnswer)  # fmt: skip
def get_decision(request: ApiRequest, public_id: str) -> Any:
    """Read a decision: what may be promised to the customer."""
    return decision_ready(request.object)


@router.operation("GET", "/decisions/{public_id}/paper", name="decision-paper", rows=decided,
                  permission=P.OPPORTUNITY_VIEW, answer=DecisionPaperAnswer)  # fmt: skip
def get_decision_paper(request: ApiRequest, public_id: str) -> Any:
    """Fetch the paper of a decision; 404 while it is being made, and for one of another system.

    It is written down.
    """
    sheet = paper.fetched(request.object, request.person, request.now)
    if sheet is None:
        raise Problem(404)
    name, content, digest = sheet
    return {"name": name, "media_type": "application/pdf", "sha256": digest,
            "content": base64.b64encode(content).decode()}  # fmt: skip
