"""*Minta alih* for programs: asking for what somebody else holds, and the answer of its holder."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.problems import Problem, field_error, invalid
from core.api.shapes import (
    Answer,
    Body,
    IdempotencyKey,
    Named,
    Paged,
    choice,
    named,
    page_answer,
)
from core.paging import Order
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import duplicates, transfers
from prospects.api.lists import LookUpBody
from prospects.models import TransferRequest
from prospects.restriction import shown_name

router = ApiRouter(tags=["transfers"])
OLDEST = Order("asked", "requested_at")
NEWEST = Order("asked_down", "requested_at", is_descending=True)
OF_ME, BY_ME = "of_me", "by_me"
WITH = ("prospect", "owner", "branch", "requester")
State = TransferRequest.State


class TransferQuery(Paged):
    """Whose requests. What waits for an answer is the default."""

    asked: str = choice((OF_ME, BY_ME), "of_me: what waits for one's answer; by_me: one's own.")


class TransferAnswer(Answer):
    """One request. Whoever asked reads no customer until he holds him."""

    id: str
    state: str
    prospect: Named | None
    holder: Named
    branch: Named
    requester: Named
    reason: str
    requested_at: datetime
    answer_by: date
    answered_at: datetime | None


class TransferList(Answer):
    """Requests that were made together."""

    items: list[TransferAnswer]


class TransferPage(Answer):
    """A page of requests."""

    items: list[TransferAnswer]
    before: str | None
    after: str | None


class AskBody(LookUpBody):
    """By what the person is known, whole, and why he should be handed over."""

    reason: str = Field("", max_length=200)


class VerdictBody(Body):
    """Yes hands the prospect with its open work to whoever asked; no keeps it."""

    is_granted: bool = Field(strict=True)


def visible(request: ApiRequest) -> QuerySet[TransferRequest]:
    """Return the requests the person may answer, as far as he reaches their holders."""
    return TransferRequest.objects.visible_to(request.person).select_related(*WITH)


def own(user: User) -> QuerySet[TransferRequest]:
    """Return what the person asked for himself."""
    rows = TransferRequest.objects.system("one's own requests").filter(requester=user)
    return rows.select_related(*WITH)


def ready(row: TransferRequest, user: User) -> dict[str, Any]:
    """Return a request as it is sent."""
    is_his = row.state == State.GRANTED and row.prospect.owner_id == user.pk
    is_told = is_his or row.requester_id != user.pk
    moments = {"requested_at": row.requested_at, "answered_at": row.answered_at}
    return {
        "id": row.public_id, "state": row.state, "reason": row.reason,
        "prospect": named(row.prospect, shown_name(row.prospect, user)) if is_told else None,
        "holder": named(row.owner, row.owner.full_name),
        "branch": named(row.branch, row.branch.name),
        "requester": named(row.requester, row.requester.full_name),
        "answer_by": row.escalates_on,
        **{name: at and at.astimezone(user.zone) for name, at in moments.items()},
    }  # fmt: skip


@router.operation("GET", "/transfers", name="transfers", permission=P.TRANSFER_DECIDE,
                  answer=TransferPage)  # fmt: skip
def list_transfers(request: ApiRequest, filters: Query[TransferQuery]) -> Any:
    """List requests: what waits for one's answer, or what one asked for."""
    is_own = filters.asked == BY_ME
    rows = own(request.person) if is_own else visible(request).filter(state=State.WAITING)
    order = NEWEST if is_own else OLDEST
    return page_answer(rows, order, filters, lambda row: ready(row, request.person))


@router.operation("POST", "/transfers", name="transfers", permission=P.TRANSFER_REQUEST,
                  answer=TransferList, status=201)  # fmt: skip
def ask_transfer(request: ApiRequest, body: AskBody, idempotency_key: IdempotencyKey) -> Any:
    """Ask the holder of a known person to hand him over.

    By a whole number, as `/duplicates` finds it: of a record out of reach nothing but holder and
    branch is told, and each answer is written down. A request that waits already is not made
    again. What nobody else holds is 422.
    """
    told: list[duplicates.Match] = []
    try:
        made = once_for(request, idempotency_key, body, lambda: _asked(request, body, told))
    finally:  # also when nothing was asked: the answer says that nobody else holds him
        duplicates.write_down(told, user=request.person, now=request.now)
    rows = own(request.person).filter(public_id__in=made.split(",")).order_by("pk")
    return {"items": [ready(row, request.person) for row in rows]}


def _asked(request: ApiRequest, body: AskBody, told: list[duplicates.Match]) -> str:
    """Ask the holder of each match out of reach; return the ids of the requests."""
    for by in duplicates.FIELDS:
        typed = getattr(body, by)
        told.extend(duplicates.find(by, typed, user=request.person) if typed else [])
    foreign = {match.prospect.pk: match.prospect for match in told if not match.is_visible}
    if not foreign:
        raise invalid([field_error("", _("Nobody else holds this person."))])
    made = [
        transfers.ask(prospect, requester=request.person, now=request.now, reason=body.reason)[0]
        for prospect in foreign.values()
    ]
    return ",".join(row.public_id for row in made)


@router.operation("POST", "/transfers/{public_id}/answer", name="transfer-answer", rows=visible,
                  permission=P.TRANSFER_DECIDE, answer=TransferAnswer)  # fmt: skip
def answer_transfer(
    request: ApiRequest, public_id: str, body: VerdictBody, idempotency_key: IdempotencyKey
) -> Any:
    """Say yes or no to a request; whoever comes second is refused."""
    act = transfers.grant if body.is_granted else transfers.refuse

    def work() -> str:
        act(request.object, decider=request.person, now=request.now)
        return public_id

    try:
        once_for(request, idempotency_key, body, work)
    except transfers.AlreadyAnsweredError:
        raise Problem(409, detail=_("Somebody answered this request first.")) from None
    rows = TransferRequest.objects.system("what was answered here").select_related(*WITH)
    return ready(rows.get(public_id=public_id), request.person)
