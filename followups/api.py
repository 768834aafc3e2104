"""Follow-ups for programs: the same services as the pages."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.problems import Problem, field_error, invalid, stale
from core.api.shapes import (
    Answer,
    Body,
    Day,
    IdempotencyKey,
    Named,
    Paged,
    PublicId,
    Version,
    choice,
    page_answer,
)
from core.paging import Order
from core.versioning import StaleError
from followups import services
from followups.contacts import Result, record_outcome
from followups.forms import HOURS
from followups.models import FollowUp
from followups.outcomes import OUTCOMES, Channel
from followups.services import Step
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity, Prospect
from prospects.restriction import shown_name

router = ApiRouter(tags=["follow-ups"])
SOONEST = Order("due", "due_at")
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
HOUR = f"^({'|'.join(f'{at:%H:%M}' for at in HOURS)})$"
CHANNEL = f"^({'|'.join(Channel.values)})$"
ALL_OUTCOMES = sorted({row.code for rows in OUTCOMES.values() for row in rows})
WITH = ("prospect", "opportunity", "owner", "branch")


class FollowUpQuery(Paged):
    """What a list of follow-ups is narrowed by."""

    state: str = choice([*FollowUp.State.values, "any"], "open is the default.")
    owner: str = Field("", pattern="^[0-9a-z]{16}$", description="Id of a person.")
    prospect: str = Field("", pattern="^[0-9a-z]{16}$", description="Id of a prospect.")
    channel: str = choice(Channel.values)
    due_from: str = Field("", pattern=DAY, description="Due on this day or later.")
    due_to: str = Field("", pattern=DAY, description="Due on this day or earlier.")


class NewFollowUpBody(Body):
    """A step that is owed to a prospect. Without an hour it is due at 09.00 branch time."""

    prospect: PublicId
    opportunity: PublicId | None = None
    channel: str = Field(pattern=CHANNEL)
    due_on: Day
    hour: str | None = Field(None, pattern=HOUR)
    subject: str = Field("", max_length=120)
    note: str = Field("", max_length=500)


class FollowUpChange(Body):
    """One of three: another moment, an outcome, or giving the step up."""

    version: Version
    due_on: Day | None = None
    hour: str | None = Field(None, pattern=HOUR)
    channel: str | None = Field(None, pattern=CHANNEL)
    outcome: str | None = Field(None, pattern=f"^({'|'.join(ALL_OUTCOMES)})$")
    note: str | None = Field(None, max_length=2000, description="With an outcome.")
    state: str | None = Field(None, pattern="^cancelled$")


class FollowUpAnswer(Answer):
    """One follow-up."""

    id: str
    version: int
    prospect: Named
    opportunity: str | None
    channel: str
    purpose: str
    subject: str
    note: str
    due_at: datetime
    due_on: date
    is_timed: bool
    state: str
    outcome: str
    done_at: datetime | None
    moved_count: int
    owner: Named
    branch: Named
    created_at: datetime


class FollowUpPage(Answer):
    """A page of follow-ups."""

    items: list[FollowUpAnswer]
    before: str | None
    after: str | None


PLAIN = (
    "version", "channel", "purpose", "subject", "note", "due_on", "is_timed", "state", "outcome",
    "moved_count",
)  # fmt: skip


def visible(request: ApiRequest) -> QuerySet[FollowUp]:
    """Return what the person reaches."""
    return FollowUp.objects.visible_to(request.person).select_related(*WITH)


def ready(row: FollowUp, user: User) -> dict[str, Any]:
    """Return a follow-up as it is sent, its moments on the person's clock."""
    moments = {name: getattr(row, name) for name in ("due_at", "done_at", "created_at")}
    return {
        "id": row.public_id,
        "prospect": {"id": row.prospect.public_id, "name": shown_name(row.prospect, user)},
        "opportunity": row.opportunity.public_id if row.opportunity else None,
        **{name: getattr(row, name) for name in PLAIN},
        **{name: at.astimezone(user.zone) if at else None for name, at in moments.items()},
        "owner": {"id": row.owner.public_id, "name": row.owner.full_name},
        "branch": {"id": row.branch.public_id, "name": row.branch.name},
    }


def now_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return it as it is now; 404 when it has left the reach."""
    return ready(found(visible(request), public_id), request.person)


def day_of(text: str, field: str) -> date:
    """Return a date; Problem for one that does not exist."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise invalid([field_error(field, _("This value is not valid."))]) from None


@router.operation("GET", "/follow-ups", name="follow-ups", permission=P.FOLLOWUP_VIEW,
                  answer=FollowUpPage)  # fmt: skip
def list_follow_ups(request: ApiRequest, filters: Query[FollowUpQuery]) -> Any:
    """List follow-ups, the soonest first."""
    rows = FollowUp.objects.visible_to(request.person).select_related(*WITH)
    if filters.state in ("", FollowUp.State.OPEN):
        rows = rows.open()
    elif filters.state != "any":
        rows = rows.filter(state=filters.state)
    asked: dict[str, Any] = {
        "owner__public_id": filters.owner,
        "prospect__public_id": filters.prospect,
        "channel": filters.channel,
        "due_on__gte": filters.due_from and day_of(filters.due_from, "due_from"),
        "due_on__lte": filters.due_to and day_of(filters.due_to, "due_to"),
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return page_answer(rows, SOONEST, filters, lambda row: ready(row, request.person))


@router.operation("POST", "/follow-ups", name="follow-ups", permission=P.FOLLOWUP_CHANGE,
                  answer=FollowUpAnswer, status=201)  # fmt: skip
def create_follow_up(
    request: ApiRequest, body: NewFollowUpBody, idempotency_key: IdempotencyKey
) -> Any:
    """Plan a follow-up for the owner of the opportunity, or of the prospect without one."""
    return now_of(request, once_for(request, idempotency_key, body, lambda: _create(request, body)))


def _create(request: ApiRequest, body: NewFollowUpBody) -> str:
    people = Prospect.objects.visible_to(request.person).live().select_related("branch", "owner")
    prospect = people.filter(public_id=body.prospect).first()
    if prospect is None:
        raise invalid([field_error("prospect", _("Choose one of the prospects you see."))])
    step = Step(
        channel=body.channel, due_on=day_of(body.due_on, "due_on"), hour=_hour(body.hour),
        subject=body.subject, note=body.note,
    )  # fmt: skip
    opportunity = _opportunity(request, prospect, body.opportunity)
    row = services.plan(
        step, prospect=prospect, opportunity=opportunity, actor=request.person, now=request.now
    )
    return row.public_id


def _opportunity(
    request: ApiRequest, prospect: Prospect, public_id: str | None
) -> Opportunity | None:
    if public_id is None:
        return None
    rows = Opportunity.objects.visible_to(request.person).filter(prospect=prospect)
    rows = rows.select_related("product", "branch", "owner", "prospect")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise invalid([field_error("opportunity", _("Choose one of the opportunities you see."))])
    return found


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


@router.operation("GET", "/follow-ups/{public_id}", name="follow-up", rows=visible,
                  permission=P.FOLLOWUP_VIEW, answer=FollowUpAnswer)  # fmt: skip
def get_follow_up(request: ApiRequest, public_id: str) -> Any:
    """Read a follow-up."""
    return ready(request.object, request.person)


def to_change(request: ApiRequest) -> QuerySet[FollowUp]:
    """Return what the person reaches, with what its change needs."""
    more = ("prospect__branch", "prospect__owner", "opportunity__product", "opportunity__branch",
            "opportunity__owner", "opportunity__prospect")  # fmt: skip
    return visible(request).select_related(*more)


@router.operation("PATCH", "/follow-ups/{public_id}", name="follow-up", rows=to_change,
                  permission=P.FOLLOWUP_CHANGE, answer=FollowUpAnswer)  # fmt: skip
def update_follow_up(request: ApiRequest, public_id: str, body: FollowUpChange) -> Any:
    """Move a follow-up, close it with an outcome, or give it up.

    An outcome plans the next step by itself. An old version is refused with code stale.
    """
    row: FollowUp = request.object
    if row.version != body.version:
        raise _stale(row, body)
    try:
        with transaction.atomic():
            _change(request, row, body)
    except StaleError as error:
        raise _stale(error.current, body) from None
    return now_of(request, public_id)


def _change(request: ApiRequest, row: FollowUp, body: FollowUpChange) -> None:
    who: dict[str, Any] = {"version": body.version, "actor": request.person, "now": request.now}
    if sum((bool(body.outcome), bool(body.state), bool(body.due_on))) != 1:
        raise invalid([field_error("", _("Send one of due_on, outcome and state."))])
    if body.state:
        services.cancel(row, **who)
    elif body.outcome:
        _close(row, body, who)
    else:
        services.move_to(
            row, due_on=day_of(body.due_on or "", "due_on"), hour=_hour(body.hour),
            channel=body.channel or "", **who,
        )  # fmt: skip


def _close(row: FollowUp, body: FollowUpChange, who: dict[str, Any]) -> None:
    channel = body.channel or row.channel
    if body.outcome not in {outcome.code for outcome in OUTCOMES[channel]}:
        raise invalid([field_error("outcome", _("This channel has no such outcome."))])
    record_outcome(row, Result(channel, body.outcome or "", body.note or ""), **who)


def _stale(row: Any, body: FollowUpChange) -> Problem:
    local = row.local_due
    current = {
        "due_on": row.due_on.isoformat(),
        "hour": f"{local:%H:%M}" if row.is_timed else None,
        "channel": row.channel,
        "outcome": row.outcome,
        "note": row.note,
        "state": row.state,
    }
    sent = body.model_dump(exclude_unset=True, exclude={"version"})
    return stale(row.version, [(name, value, current[name]) for name, value in sent.items()])
