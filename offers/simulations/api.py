"""Simulations kept for a prospect, for programs."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Query

from core.api.problems import Problem
from core.api.shapes import Answer, IdempotencyKey, Named, Paged, named, page_answer
from core.paging import Order
from offers.models import SavedSimulation
from offers.simulations import services
from offers.simulations.person import asked_opportunity, person_of
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from products import asking, desk
from products.asking import AnyTerms, Question
from prospects.api import looking
from prospects.api.numbers import people
from prospects.models import Prospect

router = ApiRouter(tags=["simulations"])
NEWEST = Order("kept", "created_at", is_descending=True)
WITH = ("prospect", "opportunity", "product", "created_by")


class FigureAnswer(Answer):
    """One figure as the page said it."""

    label: str
    value: str
    note: str


class SimulationAnswer(Answer):
    """A simulation as it was shown on its day; it never changes."""

    id: str
    prospect: Named
    opportunity: str | None
    product: Named
    code: str
    computed_on: date
    title: str
    subtitle: str
    figures: list[FigureAnswer]
    terms: AnyTerms
    created_by: Named
    created_at: datetime


class SimulationPage(Answer):
    """A page of kept simulations."""

    items: list[SimulationAnswer]
    before: str | None
    after: str | None


def visible(request: ApiRequest) -> QuerySet[SavedSimulation]:
    """Return the kept simulations the person reaches."""
    return SavedSimulation.objects.visible_to(request.person).select_related(*WITH)


def ready(row: SavedSimulation, request: ApiRequest) -> dict[str, Any]:
    """Return a kept simulation as it is sent."""
    shown = row.shown
    names = ("label", "value", "note")
    return {
        "id": row.public_id,
        "prospect": named(row.prospect, row.prospect.name),
        "opportunity": row.opportunity.public_id if row.opportunity else None,
        "product": named(row.product, row.product.name),
        "code": row.code, "computed_on": row.computed_on,
        "title": shown["title"], "subtitle": shown["subtitle"],
        "figures": [{name: tile[name] for name in names} for tile in shown["tiles"]],
        "terms": asking.terms_ready(row.terms),
        "created_by": named(row.created_by, row.created_by.full_name),
        "created_at": row.created_at.astimezone(request.person.zone),
    }  # fmt: skip


@router.operation("GET", "/prospects/{public_id}/simulations", name="prospect-simulations",
                  rows=people, permission=P.PROSPECT_VIEW, answer=SimulationPage)  # fmt: skip
def list_simulations(request: ApiRequest, public_id: str, filters: Query[Paged]) -> Any:
    """List what was shown to a prospect, the newest first."""
    looking.part(request, request.object)
    rows = visible(request).filter(prospect=request.object)
    return page_answer(rows, NEWEST, filters, lambda row: ready(row, request))


@router.operation("POST", "/prospects/{public_id}/simulations", name="prospect-simulations",
                  rows=people, permission=P.PROSPECT_CHANGE, answer=SimulationAnswer,
                  status=201)  # fmt: skip
def create_simulation(
    request: ApiRequest, public_id: str, body: Question, idempotency_key: IdempotencyKey
) -> Any:
    """Calculate with rates, terms and costs of today and keep it for the prospect.

    It belongs to the open opportunity of the same product, where there is one.
    """
    made = once_for(request, idempotency_key, body, lambda: _create(request, body))
    return ready(found(visible(request), made), request)


def _create(request: ApiRequest, body: Question) -> str:
    prospect, user = request.object, request.person
    product = asking.product_of(body)
    deal = asked_opportunity(prospect, product, user)
    whom = person_of(prospect, product, deal, user=user, today=request.today)
    form = asking.form_of(body, product, request.today, person=whom)
    try:
        row = services.save(
            prospect, asking.answer_of(form), desk.asked(form), actor=user, now=request.now
        )
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return row.public_id


@router.operation("GET", "/simulations/{public_id}", name="simulation", rows=visible,
                  permission=P.PROSPECT_VIEW, answer=SimulationAnswer)  # fmt: skip
def get_simulation(request: ApiRequest, public_id: str) -> Any:
    """Read a kept simulation."""
    looking.part(request, request.object.prospect)
    return ready(request.object, request)
