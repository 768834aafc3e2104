"""Disbursements for programs: recording them, and deciding on what an officer claimed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from core.api.forms import check_form, typed
from core.api.problems import field_error, invalid, stale
from core.api.shapes import IdempotencyKey, check_used, page_answer
from core.paging import Order
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import pipeline
from prospects.api.shapes import (
    DISBURSEMENT_TEXTS,
    DisbursementAnswer,
    DisbursementChange,
    DisbursementPage,
    DisbursementQuery,
    NewDisbursementBody,
    common,
)
from prospects.filters import DisbursementFilter
from prospects.models import Disbursement, Opportunity
from prospects.opportunity_forms import DisbursementForm
from prospects.pipeline import NewDisbursement
from prospects.restriction import shown_name

router = ApiRouter(tags=["disbursements"])
LATEST = Order("entered", "entered_at", is_descending=True)
WITH = ("opportunity__prospect", "opportunity__owner", "product", "owner", "branch", "entered_by")


def visible(request: ApiRequest) -> QuerySet[Disbursement]:
    """Return what the person reaches."""
    return Disbursement.objects.visible_to(request.person).select_related(*WITH)


def ready(row: Disbursement, user: User) -> dict[str, Any]:
    """Return one part as it is sent; its account only masked."""
    prospect = row.opportunity.prospect
    return common(row, DISBURSEMENT_TEXTS, user) | {
        "opportunity": row.opportunity.public_id,
        "prospect": {"id": prospect.public_id, "name": shown_name(prospect, user)},
        "product": {"id": row.product.public_id, "name": row.product.name},
        "amount": int(row.amount),
        "account_masked": f"****{row.account_tail}" if row.account_tail else "",
        "entered_by": {"id": row.entered_by.public_id, "name": row.entered_by.full_name},
    }


def now_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return it as it is now; 404 when it has left the reach."""
    return ready(found(visible(request), public_id), request.person)


@router.operation("GET", "/disbursements", name="disbursements", permission=P.OPPORTUNITY_VIEW,
                  answer=DisbursementPage)  # fmt: skip
def list_disbursements(request: ApiRequest, filters: Query[DisbursementQuery]) -> Any:
    """List money, one row for each part."""
    asked = filters.model_dump(by_alias=True, exclude={"limit", "after", "before"})
    wanted = DisbursementFilter.read(asked)
    check_used(asked, wanted.values)
    rows = wanted.rows(request.person).select_related(*WITH)
    return page_answer(rows, LATEST, filters, lambda row: ready(row, request.person))


@router.operation("POST", "/disbursements", name="disbursements", status=201,
                  permission=(P.DISBURSEMENT_CLAIM, P.DISBURSEMENT_CONFIRM),
                  answer=DisbursementAnswer)  # fmt: skip
def create_disbursement(
    request: ApiRequest, body: NewDisbursementBody, idempotency_key: IdempotencyKey
) -> Any:
    """Record money that moved.

    Of credit administration and heads it counts at once, except on their own opportunities; of an
    officer it waits until somebody else confirms it.
    """
    return now_of(request, once_for(request, idempotency_key, body, lambda: _create(request, body)))


def _create(request: ApiRequest, body: NewDisbursementBody) -> str:
    rows = Opportunity.objects.visible_to(request.person).select_related("owner")
    opportunity = rows.filter(public_id=body.opportunity).first()
    if opportunity is None:
        raise invalid([field_error("opportunity", _("Choose one of the opportunities you see."))])
    form = DisbursementForm(typed(body), today=request.today)
    check_form(form)
    person = request.person
    is_confirming = person.may(P.DISBURSEMENT_CONFIRM) and opportunity.owner_id != person.pk
    verb = pipeline.enter_disbursement if is_confirming else pipeline.claim_disbursement
    new = NewDisbursement(**form.cleaned_data)
    return verb(opportunity, new, actor=person, now=request.now).public_id


@router.operation("GET", "/disbursements/{public_id}", name="disbursement", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=DisbursementAnswer)  # fmt: skip
def get_disbursement(request: ApiRequest, public_id: str) -> Any:
    """Read one part of the money."""
    return ready(request.object, request.person)


@router.operation("PATCH", "/disbursements/{public_id}", name="disbursement", rows=visible,
                  permission=P.DISBURSEMENT_CONFIRM, answer=DisbursementAnswer)  # fmt: skip
def decide_disbursement(request: ApiRequest, public_id: str, body: DisbursementChange) -> Any:
    """Confirm or refuse what an officer claimed.

    Neither who entered the money nor whose opportunity it is may decide: 403. Whoever is second
    gets code stale.
    """
    who: dict[str, Any] = {"version": body.version, "actor": request.person, "now": request.now}
    try:
        if body.state == Disbursement.State.CONFIRMED:
            pipeline.confirm_disbursement(request.object, **who)
        else:
            pipeline.refuse_disbursement(request.object, **who, reason=body.reason or "")
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, [("state", body.state, current.state)]) from None
    return now_of(request, public_id)
