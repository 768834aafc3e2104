"""Booking for programs: the akad beside what was promised, and the parts of the money."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import field_error, invalid, stale
from core.api.shapes import (
    Answer,
    Body,
    Day,
    IdempotencyKey,
    Named,
    Paged,
    PublicId,
    Rupiah,
    named,
    page_answer,
)
from core.paging import Order
from core.versioning import StaleError
from offers.booking import services
from offers.booking.forms import AkadForm, PartForm
from offers.booking.promise import FIELDS, promise_of
from offers.booking.services import Akad, claims_of
from offers.models import Booking
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from products.asking import Months, RateText
from prospects.api import money
from prospects.api.shapes import DisbursementAnswer
from prospects.models import Opportunity
from prospects.pipeline import NewDisbursement

router = ApiRouter(tags=["booking"])
LATEST = Order("booked", "id", is_descending=True)
WITH = ("opportunity__prospect", "recorded_by", "owner", "branch")


class PromiseAnswer(Answer):
    """What the customer was promised last: amounts in whole rupiah, `date` its last day.

    `accepted_on`: he accepted it as an SPPK on that day; null where only the decision promises."""

    number: str
    accepted_on: date | None
    amount: int
    months: int
    rate: str
    fee: int | None
    instalment: int | None
    date: date | None


class DifferenceAnswer(Answer):
    """One figure that differs, both as plain texts."""

    field: str
    promised: str | None
    booked: str | None


class BookingAnswer(Answer):
    """An akad. `contact_by`: until when the customer is told of the differences."""

    id: str
    version: int
    opportunity: str
    prospect: Named
    signed_on: date
    number: str
    amount: int
    months: int
    rate: str
    fee: int | None
    instalment: int | None
    promise_number: str
    differences: list[DifferenceAnswer]
    reason: str
    contact_by: date | None
    recorded_by: Named
    recorded_at: datetime
    owner: Named
    branch: Named


class BookingPage(Answer):
    """A page of bookings."""

    items: list[BookingAnswer]
    before: str | None
    after: str | None


class FileAnswer(Answer):
    """What was promised for an application beside what was booked. null: nothing yet."""

    promise: PromiseAnswer | None
    booking: BookingAnswer | None


class AkadBody(Body):
    """What was signed. A difference from the promise needs its reason."""

    version: int = Field(strict=True, ge=0, le=2_000_000_000, description="0 where nothing is yet.")
    signed_on: Day
    number: Annotated[str, Field(min_length=1, max_length=60)]
    amount: Annotated[Rupiah, Field(ge=1)]
    months: Months
    rate: RateText
    fee: Rupiah | None = None
    instalment: Rupiah | None = None
    reason: Annotated[str, Field(max_length=300)] | None = None


class PartBody(Body):
    """One part of the money. `claim` is the officer's own entry that means this part."""

    amount: Annotated[Rupiah, Field(ge=1)]
    disbursed_on: Day
    account: str = Field(min_length=1, max_length=26, description="Kept encrypted.")
    note: str | None = Field(None, max_length=200)
    claim: PublicId | None = None


def files(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return the applications the person reaches."""
    rows = Opportunity.objects.visible_to(request.person)
    return rows.select_related("product", "prospect", "branch", "owner")


def visible(request: ApiRequest) -> QuerySet[Booking]:
    """Return the bookings the person reaches."""
    return Booking.objects.visible_to(request.person).select_related(*WITH)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)


def ready(row: Booking, request: ApiRequest) -> dict[str, Any]:
    """Return a booking as it is sent."""
    deal = row.opportunity
    return {
        "id": row.public_id, "version": row.version, "opportunity": deal.public_id,
        "prospect": named(deal.prospect, deal.prospect.name),
        "signed_on": row.signed_on, "number": row.number, "amount": int(row.amount),
        "months": row.months, "rate": f"{row.rate.normalize():f}", "fee": _whole(row.fee),
        "instalment": _whole(row.instalment), "promise_number": row.promise.get("number", ""),
        "differences": [{"field": name, "promised": said, "booked": done}
                        for name, (said, done) in row.differences.items()],
        "reason": row.reason, "contact_by": row.contact_by,
        "recorded_by": named(row.recorded_by, row.recorded_by.full_name),
        "recorded_at": row.recorded_at.astimezone(request.person.zone),
        "owner": named(row.owner, row.owner.full_name),
        "branch": named(row.branch, row.branch.name),
    }  # fmt: skip


def _file(request: ApiRequest) -> dict[str, Any]:
    row = visible(request).filter(opportunity=request.object).first()
    promise = promise_of(request.object, request.today)
    told = None
    if promise is not None:
        terms = {name: getattr(promise.terms, name) for name in FIELDS}
        told = terms | {"number": promise.number, "accepted_on": promise.accepted_on,
                        "rate": f"{terms['rate'].normalize():f}"}  # fmt: skip
        told |= {name: _whole(terms[name]) for name in ("amount", "fee", "instalment")}
    return {"promise": told, "booking": ready(row, request) if row else None}


@router.operation("GET", "/bookings", name="bookings", permission=P.OPPORTUNITY_VIEW,
                  answer=BookingPage)  # fmt: skip
def list_bookings(request: ApiRequest, filters: Query[Paged]) -> Any:
    """List akads, the newest first."""
    return page_answer(visible(request), LATEST, filters, lambda row: ready(row, request))


@router.operation("GET", "/opportunities/{public_id}/booking", name="opportunity-booking",
                  permission=P.OPPORTUNITY_VIEW, answer=FileAnswer, rows=files)  # fmt: skip
def get_booking(request: ApiRequest, public_id: str) -> Any:
    """Read the akad of an application beside what was promised."""
    return _file(request)


@router.operation("PATCH", "/opportunities/{public_id}/booking", name="opportunity-booking",
                  permission=P.DISBURSEMENT_CONFIRM, answer=FileAnswer, rows=files)  # fmt: skip
def book_akad(request: ApiRequest, public_id: str, body: AkadBody) -> Any:
    """Record the akad, or correct it.

    Whoever owns the application does not book it: 403. A difference from the promise without a
    reason is 422; whoever is late gets code stale.
    """
    form = AkadForm(typed(body), today=request.today)
    check_form(form)
    akad = Akad(**form.cleaned_data)
    try:
        services.book_akad(request.object, akad, version=body.version, actor=request.person,
                           now=request.now)  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        theirs = current.number if isinstance(current, Booking) else current.stage
        raise stale(current.version, [("number", body.number, theirs)]) from None
    return _file(request)


@router.operation("POST", "/opportunities/{public_id}/booking/parts", name="booking-parts",
                  permission=P.DISBURSEMENT_CONFIRM, answer=DisbursementAnswer, rows=files,
                  status=201)  # fmt: skip
def book_part(
    request: ApiRequest, public_id: str, body: PartBody, idempotency_key: IdempotencyKey
) -> Any:
    """Book one part of the money.

    With `claim` the officer's entry is confirmed where amount and day agree; where they do not,
    it is refused with what was booked instead. Whoever owns the application may not: 403.
    """
    try:
        made = once_for(request, idempotency_key, body, lambda: _part(request, body))
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, [("state", "confirmed", current.state)]) from None
    return money.now_of(request, made)


def _part(request: ApiRequest, body: PartBody) -> str:
    claims = {row.public_id: row for row in claims_of(request.object)}
    if body.claim and body.claim not in claims:
        raise invalid([field_error("claim", _("This entry was decided on meanwhile."))])
    sent = typed(body)
    sent.pop("claim", None)
    form = PartForm(sent, today=request.today, claims=[])
    check_form(form)
    row = services.book_part(
        request.object, NewDisbursement(**form.cleaned_data), actor=request.person,
        now=request.now, claim=claims[body.claim] if body.claim else None,
    )  # fmt: skip
    return row.public_id
