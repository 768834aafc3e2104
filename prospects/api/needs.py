"""Needs of a customer for programs."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import Problem, stale
from core.api.shapes import Answer, Body, Day, IdempotencyKey, Rupiah, Version, one_of
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from products.purposes import Purpose
from prospects.api import looking
from prospects.api.numbers import people
from prospects.models import Need, Prospect
from prospects.needs import services
from prospects.needs.forms import NeedForm

router = ApiRouter(tags=["needs"])


class NeedAnswer(Answer):
    """One need: what for, how much, by when."""

    id: str
    version: int
    purpose: str
    amount: int | None
    wanted_on: date | None
    note: str
    state: str


class NeedList(Answer):
    """Every need of a person, the newest first."""

    items: list[NeedAnswer]


class NeedFields(Body):
    """What is known of a need."""

    amount: Rupiah | None = None
    wanted_on: Day | None = None
    note: str | None = Field(None, max_length=300)
    state: str | None = Field(None, pattern=one_of(Need.State.values))


class NewNeedBody(NeedFields):
    """Another need; still needed unless said otherwise."""

    purpose: str = Field(pattern=one_of(Purpose.values))


class NeedChange(NeedFields):
    """Fields to change; those left out stay as they are."""

    version: Version
    purpose: str | None = Field(None, pattern=one_of(Purpose.values))


def ready(row: Need) -> dict[str, Any]:
    """Return a need as it is sent."""
    amount = None if row.amount is None else int(row.amount)
    names = ("version", "purpose", "wanted_on", "note", "state")
    return {"id": row.public_id, "amount": amount} | {n: getattr(row, n) for n in names}


def visible(request: ApiRequest) -> QuerySet[Need]:
    """Return the needs of people the person reaches."""
    return Need.objects.visible_to(request.person).select_related("prospect")


def _values(request: ApiRequest, sent: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the page's form; raises Problem with its sentences."""
    form = NeedForm(sent, today=request.today)
    check_form(form)
    return {name: form.cleaned_data[name] for name in services.NEED_FIELDS}


@router.operation("GET", "/prospects/{public_id}/needs", name="prospect-needs",
                  permission=P.PROSPECT_VIEW, answer=NeedList, rows=people)  # fmt: skip
def list_needs(request: ApiRequest, public_id: str) -> Any:
    """List the needs of a prospect."""
    looking.part(request, request.object)
    rows = visible(request).filter(prospect=request.object).order_by("-created_at", "-pk")
    return {"items": [ready(row) for row in rows]}


@router.operation("POST", "/prospects/{public_id}/needs", name="prospect-needs", status=201,
                  permission=P.PROSPECT_CHANGE, answer=NeedAnswer, rows=people)  # fmt: skip
def create_need(
    request: ApiRequest, public_id: str, body: NewNeedBody, idempotency_key: IdempotencyKey
) -> Any:
    """Record a need."""

    def work() -> str:
        values = _values(request, {"state": Need.State.OPEN, "version": "1"} | typed(body))
        return services.add_row(
            Need, request.object, values, actor=request.person, now=request.now
        ).public_id

    row = visible(request).filter(public_id=once_for(request, idempotency_key, body, work)).first()
    if row is None:
        raise Problem(404)
    return ready(row)


@router.operation("PATCH", "/needs/{public_id}", name="need", permission=P.PROSPECT_CHANGE,
                  answer=NeedAnswer, rows=visible)  # fmt: skip
def update_need(request: ApiRequest, public_id: str, body: NeedChange) -> Any:
    """Change a need.

    An old version is refused with code stale and both values of each field that differs.
    """
    row: Need = request.object
    sent = typed(body)
    stored = {n: "" if v is None else str(v) for n, v in ready(row).items() if n != "id"}
    values = _values(request, stored | sent)
    try:
        changed = services.change_row(
            row, values, version=body.version, actor=request.person, now=request.now
        )
    except StaleError as error:
        current: Any = error.current
        mine = body.model_dump(exclude_unset=True)
        pairs = [(n, v, ready(current)[n]) for n, v in mine.items() if n != "version"]
        raise stale(current.version, pairs) from None
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return ready(changed)
