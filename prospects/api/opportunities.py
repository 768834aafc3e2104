"""Opportunities for programs."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from core.api.forms import check_form, typed
from core.api.problems import Problem, field_error, invalid, stale
from core.api.shapes import IdempotencyKey, check_used, page_answer
from core.paging import Order
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import pipeline
from prospects.api.shapes import (
    OPPORTUNITY_TEXTS,
    NewOpportunityBody,
    OpportunityAnswer,
    OpportunityChange,
    OpportunityPage,
    OpportunityQuery,
    common,
)
from prospects.filters import OpportunityFilter
from prospects.models import Opportunity, Prospect
from prospects.opportunity_forms import OpportunityForm
from prospects.pipeline.base import lock
from prospects.restriction import shown_name
from prospects.services import add_opportunity

router = ApiRouter(tags=["opportunities"])
LATEST = Order("updated", "updated_at", is_descending=True)
DETAILS = ("product", "amount", "expected_close_on")


def visible(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return what the person reaches."""
    rows = Opportunity.objects.visible_to(request.person)
    return rows.select_related("product", "prospect", "branch", "owner", "loss_reason")


def ready(row: Opportunity, user: User) -> dict[str, Any]:
    """Return an opportunity as it is sent."""
    return common(row, OPPORTUNITY_TEXTS, user) | {
        "prospect": {"id": row.prospect.public_id, "name": shown_name(row.prospect, user)},
        "prospect_number": row.prospect.number,
        "product": {"id": row.product.public_id, "name": row.product.name},
        "family": row.product.family,
        "amount": int(row.amount),
        "loss_reason": row.loss_reason.code if row.loss_reason else None,
    }


def now_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return it as it is now; 404 when it has left the reach."""
    return ready(found(visible(request), public_id), request.person)


@router.operation("GET", "/opportunities", name="opportunities", permission=P.OPPORTUNITY_VIEW,
                  answer=OpportunityPage)  # fmt: skip
def list_opportunities(request: ApiRequest, filters: Query[OpportunityQuery]) -> Any:
    """List opportunities."""
    asked = filters.model_dump(exclude={"limit", "after", "before"})
    wanted = OpportunityFilter.read(asked)
    check_used(asked, wanted.values)
    rows = wanted.rows(request.person, now=request.now, today=request.today)
    rows = rows.select_related("product", "prospect", "branch", "owner", "loss_reason")
    return page_answer(rows, LATEST, filters, lambda row: ready(row, request.person))


@router.operation("POST", "/opportunities", name="opportunities", permission=P.OPPORTUNITY_CHANGE,
                  answer=OpportunityAnswer, status=201)  # fmt: skip
def create_opportunity(
    request: ApiRequest, body: NewOpportunityBody, idempotency_key: IdempotencyKey
) -> Any:
    """Start an opportunity of a prospect, on the first stage of its family."""
    return now_of(request, once_for(request, idempotency_key, body, lambda: _create(request, body)))


def _create(request: ApiRequest, body: NewOpportunityBody) -> str:
    rows = Prospect.objects.visible_to(request.person).live().select_related("owner__branch")
    prospect = rows.filter(public_id=body.prospect).first()
    if prospect is None:
        raise invalid([field_error("prospect", _("Choose one of the prospects you see."))])
    form = OpportunityForm(typed(body), today=request.today)
    check_form(form)
    row = add_opportunity(prospect, **form.cleaned_data, actor=request.person, now=request.now)
    return row.public_id


@router.operation("GET", "/opportunities/{public_id}", name="opportunity", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=OpportunityAnswer)  # fmt: skip
def get_opportunity(request: ApiRequest, public_id: str) -> Any:
    """Read an opportunity."""
    return ready(request.object, request.person)


@router.operation("PATCH", "/opportunities/{public_id}", name="opportunity", rows=visible,
                  permission=P.OPPORTUNITY_CHANGE, answer=OpportunityAnswer)  # fmt: skip
def update_opportunity(request: ApiRequest, public_id: str, body: OpportunityChange) -> Any:
    """Change product, amount, expected close, stage or pause: all of it or nothing.

    An old version is refused with code stale and both values of each field that differs. Stages
    that follow from money or papers cannot be chosen.
    """
    try:
        with transaction.atomic():
            _change(request, body)
    except StaleError as error:
        raise _stale(error, body) from None
    return now_of(request, public_id)


def _change(request: ApiRequest, body: OpportunityChange) -> None:
    row = lock(request.object)
    if row.version != body.version:
        raise StaleError(row)
    who: dict[str, Any] = {"actor": request.person, "now": request.now}
    sent = body.model_fields_set
    if sent & set(DETAILS):
        form = _details(request, row, body)
        pipeline.change_details(row, **form.cleaned_data, version=row.version, **who)
    if "stage" in sent and body.stage:
        pipeline.move_stage(row, stage=body.stage, version=row.version, **who)
    if "paused_until" in sent:
        until = _day(body.paused_until, "paused_until")
        pipeline.set_pause(row, until=until, version=row.version, **who)


def _details(request: ApiRequest, row: Opportunity, body: OpportunityChange) -> OpportunityForm:
    before = {
        "product": row.product.public_id,
        "amount": str(row.amount),
        "expected_close_on": row.expected_close_on.isoformat() if row.expected_close_on else "",
    }
    sent = {name: value for name, value in typed(body).items() if name in DETAILS}
    form = OpportunityForm(before | sent, today=request.today, like=row)
    check_form(form)
    return form


def _day(text: str | None, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise invalid([field_error(field, _("This value is not valid."))]) from None


def _stale(error: StaleError, body: OpportunityChange) -> Problem:
    row: Any = error.current
    current = {
        "product": row.product.public_id,
        "amount": int(row.amount),
        "expected_close_on": row.expected_close_on.isoformat() if row.expected_close_on else None,
        "stage": row.stage,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
    }
    sent = body.model_dump(exclude_unset=True, exclude={"version"})
    return stale(row.version, [(name, value, current[name]) for name, value in sent.items()])
