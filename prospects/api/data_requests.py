"""What persons ask about their data, for programs: recorded, answered, its 72 hours."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from ninja import Query
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import Problem, stale
from core.api.shapes import (
    Answer,
    Body,
    Day,
    IdempotencyKey,
    Named,
    Paged,
    Version,
    choice,
    named,
    one_of,
    page_answer,
)
from core.paging import Order
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import rights
from prospects import rights_steps as steps
from prospects.api import looking
from prospects.api.numbers import people
from prospects.models import DataCopy, DataRequest, WithdrawalMedium
from prospects.models.rights import DataRequestQuerySet
from prospects.privacy.holds import holds_of
from prospects.restriction import shown_name
from prospects.rights_forms import AnswerForm, RequestForm

router = ApiRouter(tags=["data requests"])
SOONEST = Order("due", "due_at")
LATEST = Order("due_down", "due_at", is_descending=True)
OPEN, CLOSED = "open", "closed"
State = DataRequest.State
# An erasure is approved on its page alone: it asks who is there anew and cannot be taken back.
TAKEN = (steps.COPY, steps.ANSWER, steps.REFUSE, steps.RESTRICT, steps.ERASE, steps.LIFT)
BECOMES = {steps.ANSWER: State.ANSWERED, steps.RESTRICT: State.ANSWERED,
           steps.REFUSE: State.REFUSED, steps.ERASE: State.APPROVAL}  # fmt: skip
WITH = ("prospect", "branch", "owner", "recorded_by", "answered_by", "approved_by")
PLAIN = ("version", "kind", "state", "medium", "by_whom", "detail", "answer")
MOMENTS = ("received_at", "due_at", "recorded_at", "answered_at", "approved_at")
PEOPLE = ("owner", "recorded_by", "answered_by", "approved_by")


class DataRequestQuery(Paged):
    """Which of them."""

    state: str = choice((OPEN, CLOSED), "open is the default.")


class DataRequestAnswer(Answer):
    """One request under UU 27/2022; `due_at` is 72 clock hours after it came."""

    id: str
    version: int
    prospect: Named
    kind: str
    state: str
    medium: str
    by_whom: str
    detail: str
    received_at: datetime
    due_at: datetime
    recorded_at: datetime
    recorded_by: Named
    answer: str
    answered_at: datetime | None
    answered_by: Named | None
    approved_at: datetime | None
    approved_by: Named | None
    owner: Named
    branch: Named


class DataRequestWhole(DataRequestAnswer):
    """One request with the steps this person may take here now, and what stands against an
    erasure. `copy_made_at` is null while no copy lies on the page."""

    steps: list[str]
    holds: list[str]
    copy_made_at: datetime | None


class DataRequestList(Answer):
    """Every request of a person, the newest first."""

    items: list[DataRequestAnswer]


class DataRequestPage(Answer):
    """A page of requests."""

    items: list[DataRequestAnswer]
    before: str | None
    after: str | None


class NewDataRequestBody(Body):
    """What the person asks, how and when it came, on the clock of his branch: now without it."""

    kind: str = Field(pattern=one_of(DataRequest.Kind.values))
    medium: str = Field(pattern=one_of(WithdrawalMedium.values))
    received_on: Day | None = None
    received_hour: str | None = Field(None, max_length=5, description="16.30")
    by_whom: str = Field("", max_length=120, description="Who asked, if not himself.")
    detail: str = Field("", max_length=500)


class DataRequestStep(Body):
    """One step. `answer`, `refuse`, `restrict` and `lift` need the words told to the person."""

    version: Version
    step: str = Field(pattern=one_of(TAKEN), description=f"One of: {', '.join(TAKEN)}.")
    answer: str = Field("", max_length=1000)


def visible(request: ApiRequest) -> DataRequestQuerySet:
    """Return the requests of people the person reaches."""
    return DataRequest.objects.visible_to(request.person).select_related(*WITH)


def ready(row: DataRequest, user: User) -> dict[str, Any]:
    """Return a request as it is sent, with moments on the reader's clock."""
    moments = {name: getattr(row, name) for name in MOMENTS}
    named_people = {name: getattr(row, name) for name in PEOPLE}
    return {
        "id": row.public_id, "prospect": named(row.prospect, shown_name(row.prospect, user)),
        "branch": named(row.branch, row.branch.name),
        **{name: getattr(row, name) for name in PLAIN},
        **{name: at and at.astimezone(user.zone) for name, at in moments.items()},
        **{name: one and named(one, one.full_name) for name, one in named_people.items()},
    }  # fmt: skip


def whole(row: DataRequest, user: User) -> dict[str, Any]:
    """Return a request with its steps, its copy and what stands against an erasure."""
    copy = DataCopy.objects.filter(request=row).values_list("made_at", flat=True).first()
    may_erase = row.kind == DataRequest.Kind.ERASURE and row.is_open
    return ready(row, user) | {
        "steps": [step for step in steps.steps_for(row, user) if step in TAKEN],
        "holds": [str(reason) for reason in holds_of(row.prospect)] if may_erase else [],
        "copy_made_at": copy and copy.astimezone(user.zone),
    }


@router.operation("GET", "/data-requests", name="data-requests", permission=P.RIGHTS_ANSWER,
                  answer=DataRequestPage)  # fmt: skip
def list_data_requests(request: ApiRequest, filters: Query[DataRequestQuery]) -> Any:
    """List requests: the open ones, those due first, or the closed ones."""
    is_closed = filters.state == CLOSED
    rows = visible(request)
    rows = rows.exclude(state__in=DataRequest.OPEN) if is_closed else rows.open()
    order = LATEST if is_closed else SOONEST
    return page_answer(rows, order, filters, lambda row: ready(row, request.person))


@router.operation("GET", "/prospects/{public_id}/data-requests", name="prospect-data-requests",
                  permission=P.PROSPECT_VIEW, answer=DataRequestList, rows=people)  # fmt: skip
def list_requests_of(request: ApiRequest, public_id: str) -> Any:
    """List what a prospect asked about his data."""
    looking.part(request, request.object)
    rows = visible(request).filter(prospect=request.object).order_by("-received_at", "-pk")
    return {"items": [ready(row, request.person) for row in rows]}


@router.operation("POST", "/prospects/{public_id}/data-requests", name="prospect-data-requests",
                  permission=P.RIGHTS_RECORD, answer=DataRequestWhole, rows=people, status=201,
                  on_locked=True)  # fmt: skip
def record_data_request(
    request: ApiRequest, public_id: str, body: NewDataRequestBody, idempotency_key: IdempotencyKey
) -> Any:
    """Write down what a person asks; the 72 hours run from when it came.

    It works for a restricted person too. The same request that is still open is 422.
    """
    made = once_for(request, idempotency_key, body, lambda: _record(request, body))
    return whole(found(visible(request), made), request.person)


def _record(request: ApiRequest, body: NewDataRequestBody) -> str:
    now = request.now.astimezone(request.object.branch.zone)
    begun = {"received_on": now.date().isoformat(), "received_hour": f"{now:%H.%M}"}
    form = RequestForm(begun | {n: v for n, v in typed(body).items() if v}, now=now)
    check_form(form)
    data = form.cleaned_data
    values = {name: data[name] for name in ("kind", "medium", "by_whom", "detail")}
    row = rights.record(request.object, **values, received_at=form.received_at,
                        actor=request.person, now=request.now)  # fmt: skip
    return row.public_id


@router.operation("GET", "/data-requests/{public_id}", name="data-request", rows=visible,
                  permission=P.PROSPECT_VIEW, answer=DataRequestWhole)  # fmt: skip
def get_data_request(request: ApiRequest, public_id: str) -> Any:
    """Read a request with the steps that may be taken now."""
    looking.part(request, request.object.prospect)
    return whole(request.object, request.person)


@router.operation("PATCH", "/data-requests/{public_id}", name="data-request", rows=visible,
                  permission=(P.RIGHTS_ANSWER, P.RIGHTS_DECIDE), answer=DataRequestWhole,
                  on_locked=True)  # fmt: skip
def step_data_request(request: ApiRequest, public_id: str, body: DataRequestStep) -> Any:
    """Take a step: make the copy, answer, refuse, restrict, ask for the erasure, lift.

    A step that does not follow now is 409; what stands against an erasure is 422. Lifting is head
    office's: 403 for others. The copy is fetched, and an erasure approved, on the page alone.
    """
    row: DataRequest = request.object
    if not request.person.may(steps.right_for(body.step)):
        raise PermissionDenied
    if row.version != body.version:
        raise stale(row.version, [("state", BECOMES.get(body.step, row.state), row.state)])
    if body.step not in steps.steps_for(row, request.person):
        raise Problem(409)
    words = ""
    if body.step in steps.NEEDS_WORDS:
        form = AnswerForm({"answer": body.answer})
        check_form(form)
        words = form.cleaned_data["answer"]
    steps.take(row, body.step, words, actor=request.person, now=request.now)
    return whole(found(visible(request), public_id), request.person)
