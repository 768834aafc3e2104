"""Hand-overs for programs: who holds what, sharing it out, how far it is, and the way back."""

from datetime import datetime
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
    PublicId,
    named,
    one_of,
    page_answer,
)
from core.errors import InputError
from core.paging import Order
from org.access.address import client_ip
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.holdings import held_by
from org.models import User
from prospects.bulk import running
from prospects.bulk.base import actions
from prospects.bulk.outcome import counts_of, left_out, undo_until
from prospects.handover import sharing
from prospects.handover.action import CODE, MODES, ONE, TEAM
from prospects.handover.holders import giver_of, holders, takers_of
from prospects.models import BulkBatch
from prospects.officers import officers_in_reach

router = ApiRouter(tags=["hand-overs"])
NEWEST = Order("new", "created_at", is_descending=True)
State = BulkBatch.State


class HolderAnswer(Answer):
    """An officer with what he holds, as far as one reaches it."""

    id: str
    name: str
    branch: Named | None
    team: Named | None
    has_left: bool
    prospects: int
    open_opportunities: int


class HolderList(Answer):
    """Officers, those who left first."""

    items: list[HolderAnswer]


class RungAnswer(Answer):
    """Open applications on one rung."""

    label: str
    count: int
    amount: int


class HoldingAnswer(Answer):
    """What one officer holds: counts in words, and his open applications by rung."""

    id: str
    name: str
    has_left: bool
    held: list[str]
    prospects: int
    rungs: list[RungAnswer]


class ShareAnswer(Answer):
    """How many prospects an officer gets."""

    officer: Named
    prospects: int


class ShareList(Answer):
    """Who gets how many, the most first."""

    items: list[ShareAnswer]


class LeftOutAnswer(Answer):
    """A record that stayed, and why."""

    name: str
    reason: str


class HandoverAnswer(Answer):
    """One of one's own hand-overs."""

    id: str
    state: str
    words: str
    created_at: datetime
    finished_at: datetime | None


class HandoverWhole(HandoverAnswer):
    """A hand-over with its records by state; `undo_until` is null when it cannot be undone."""

    officer: Named | None
    total: int
    counts: dict[str, int]
    takers: list[ShareAnswer]
    left_out: list[LeftOutAnswer]
    still_held: int
    undo_until: datetime | None


class HandoverPage(Answer):
    """A page of hand-overs."""

    items: list[HandoverAnswer]
    before: str | None
    after: str | None


class HandoverBody(Body):
    """To whom: `one` names an `owner`, `team` a `team`. `territory` gives each record to who covers
    its place; `rest` says who takes what nobody covers: an `owner`, or with `team` a `team`."""

    mode: str = Field(pattern=one_of(MODES), description=f"One of: {', '.join(MODES)}.")
    owner: PublicId | None = None
    team: PublicId | None = None
    rest: str = Field(ONE, pattern=one_of((ONE, TEAM)))
    reason: str = Field("", max_length=200)


def officers(request: ApiRequest) -> QuerySet[User]:
    """Return the officers the person reaches."""
    return officers_in_reach(request.person).select_related("branch", "team")


def own(request: ApiRequest) -> QuerySet[BulkBatch]:
    """Return one's own hand-overs."""
    return BulkBatch.objects.visible_to(request.person).filter(action=CODE)


def params_of(request: ApiRequest, body: HandoverBody) -> dict[str, Any]:
    """Return how it is shared out, by the rules of the page; raises Problem 422."""
    form = {name: value or "" for name, value in body.model_dump().items()}
    form["from"] = request.object.public_id
    return actions()[CODE].read(form, user=request.person, today=request.today)


def refused(error: InputError) -> Problem:
    """Return what is in the way beside its field."""
    field = error.code if error.code in HandoverBody.model_fields else ""
    return invalid([field_error(field, error.text)])


def ready(batch: BulkBatch, request: ApiRequest) -> dict[str, Any]:
    """Return a hand-over as it is sent."""
    moments = {"created_at": batch.created_at, "finished_at": batch.finished_at}
    return {
        "id": batch.public_id, "state": batch.state, "words": actions()[CODE].words(batch.params),
        **{name: at and at.astimezone(request.person.zone) for name, at in moments.items()},
    }  # fmt: skip


def shares_ready(pairs: list[tuple[User, int]]) -> list[dict[str, Any]]:
    """Return who gets how many."""
    return [{"officer": named(one, one.full_name), "prospects": n} for one, n in pairs]


def whole(batch: BulkBatch, request: ApiRequest) -> dict[str, Any]:
    """Return a hand-over with what came of it."""
    counts, giver = counts_of(batch), giver_of(batch)
    until = undo_until(batch, counts, request.now)
    still = sharing.prospects_of(giver, request.person).count() if giver else 0
    return ready(batch, request) | {
        "officer": giver and named(giver, giver.full_name),
        "total": sum(counts.values()), "counts": counts,
        "takers": shares_ready(takers_of(batch)),
        "left_out": left_out(batch, request.person), "still_held": still,
        "undo_until": until and until.astimezone(request.person.zone),
    }  # fmt: skip


@router.operation("GET", "/officers", name="officers", permission=P.PROSPECT_REASSIGN,
                  answer=HolderList)  # fmt: skip
def list_officers(request: ApiRequest) -> Any:
    """List officers with what they hold: active ones, and those who left and still hold."""
    return {"items": [
        {"id": one.person.public_id, "name": one.person.full_name,
         "branch": one.person.branch and named(one.person.branch, one.person.branch.name),
         "team": one.person.team and named(one.person.team, one.person.team.name),
         "has_left": not one.person.is_active, "prospects": one.prospects,
         "open_opportunities": one.deals}
        for one in holders(request.person)
    ]}  # fmt: skip


@router.operation("GET", "/officers/{public_id}/handover", name="officer-handover", rows=officers,
                  permission=P.PROSPECT_REASSIGN, answer=HoldingAnswer)  # fmt: skip
def get_holding(request: ApiRequest, public_id: str) -> Any:
    """Read what an officer holds."""
    person: User = request.object
    rungs = sharing.rungs_of(person, request.person)
    return {
        "id": person.public_id, "name": person.full_name, "has_left": not person.is_active,
        "held": [one.words for one in held_by(person)],
        "prospects": sharing.prospects_of(person, request.person).count(),
        "rungs": [
            {"label": one.label, "count": one.count, "amount": int(one.amount)} for one in rungs
        ],
    }  # fmt: skip


@router.operation("POST", "/officers/{public_id}/handover/shares", name="officer-handover-shares",
                  rows=officers, writes=False, permission=P.PROSPECT_REASSIGN,
                  answer=ShareList)  # fmt: skip
def show_shares(request: ApiRequest, public_id: str, body: HandoverBody) -> Any:
    """Ask how a hand-over would be shared out.

    Nothing moves and no turn is taken; a token that only reads may.
    """
    try:
        params = params_of(request, body)
    except InputError as error:
        raise refused(error) from None
    return {"items": shares_ready(sharing.shares(request.object, params, request.person))}


@router.operation("POST", "/officers/{public_id}/handover", name="officer-handover", rows=officers,
                  permission=P.PROSPECT_REASSIGN, answer=HandoverWhole, status=201)  # fmt: skip
def start_handover(
    request: ApiRequest, public_id: str, body: HandoverBody, idempotency_key: IdempotencyKey
) -> Any:
    """Hand over all an officer holds.

    Up to 200 records are done when the answer comes, more by a worker: read it until it is done.
    """
    made: list[BulkBatch] = []

    def work() -> str:
        params = params_of(request, body)
        by: dict[str, Any] = {"now": request.now, "ip": client_ip(request)}
        made.append(sharing.begin(request.object, params, user=request.person, **by))
        return made[0].public_id

    try:
        target = once_for(request, idempotency_key, body, work)
    except InputError as error:
        raise refused(error) from None
    for batch in made:
        running.finish_short(batch, request.now)
    return whole(found(own(request), target), request)


@router.operation("GET", "/handovers", name="handovers", permission=P.PROSPECT_REASSIGN,
                  answer=HandoverPage)  # fmt: skip
def list_handovers(request: ApiRequest, paged: Query[Paged]) -> Any:
    """List one's own hand-overs, the newest first."""
    return page_answer(own(request), NEWEST, paged, lambda row: ready(row, request))


@router.operation("GET", "/handovers/{public_id}", name="handover", rows=own,
                  permission=P.PROSPECT_REASSIGN, answer=HandoverWhole)  # fmt: skip
def get_handover(request: ApiRequest, public_id: str) -> Any:
    """Read how far a hand-over is, who got how many, and what was left out."""
    return whole(request.object, request)


@router.operation("POST", "/handovers/{public_id}/undo", name="handover-undo", rows=own,
                  permission=P.PROSPECT_REASSIGN, answer=HandoverWhole)  # fmt: skip
def undo_handover(request: ApiRequest, public_id: str) -> Any:
    """Take a hand-over back within 24 hours, also into the name of somebody who left.

    A record that changed since stays. Asked again it changes nothing.
    """
    batch: BulkBatch = request.object
    if running.start_undo(batch, now=request.now, ip=client_ip(request)):
        running.finish_short(batch, request.now)
    elif batch.state not in (State.UNDOING, State.UNDONE):
        is_over = batch.state == State.DONE
        raise Problem(409, detail=_("The 24 hours for taking it back are over.") if is_over else "")
    return whole(found(own(request), public_id), request)
