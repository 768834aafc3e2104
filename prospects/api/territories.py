"""*Wilayah* for programs: which branch and officer cover which regency or district."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from core.api.forms import check_form
from core.api.problems import stale
from core.api.shapes import (
    Answer,
    Body,
    IdempotencyKey,
    Named,
    Paged,
    PublicId,
    Version,
    named,
    page_answer,
)
from core.versioning import StaleError
from org.access.address import client_ip
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.administration.page import Stamp
from prospects.forms import area_label
from prospects.models import Territory
from prospects.territory_administration import TerritoriesPage, TerritoryForm

router = ApiRouter(tags=["territories"])
LINKS = ("branch", "officer")


class TerritoryQuery(Paged):
    """Which of them."""

    place: str = Field("", pattern="^([0-9]{4}|[0-9]{6})?$",
                       description="Code of a place: those that cover it.")  # fmt: skip


class TerritoryAnswer(Answer):
    """A place with who covers it; without an officer those of the branch in turn."""

    id: str
    version: int
    area_code: str
    area: str
    branch: Named
    officer: Named | None


class TerritoryPage(Answer):
    """A page of territories."""

    items: list[TerritoryAnswer]
    before: str | None
    after: str | None


class NewTerritoryBody(Body):
    """A place for a branch; an officer must work there."""

    area: str = Field(min_length=1, max_length=120, description="District or city, as in lists.")
    branch: PublicId
    officer: PublicId | None = None


class TerritoryChange(Body):
    """Fields to change; those left out stay as they are. null gives it to all in turn."""

    version: Version
    area: str | None = Field(None, min_length=1, max_length=120)
    branch: PublicId | None = None
    officer: PublicId | None = None


class RemovalBody(Body):
    """The state that was read."""

    version: Version


def page(request: ApiRequest) -> TerritoriesPage:
    """Return the page of the administration, whose rules and services hold here."""
    return TerritoriesPage(request.person, request.now, request.today)


def known(request: ApiRequest) -> QuerySet[Territory]:
    """Return those the person keeps; to whom keeps none, those of his reach are proposed."""
    if request.person.may(P.TERRITORY_ADMIN):
        return page(request).rows()
    return Territory.objects.within(request.person).select_related("branch", "officer")


def ready(row: Territory) -> dict[str, Any]:
    """Return a territory as it is sent."""
    return {
        "id": row.public_id, "version": row.version, "area_code": row.area_code,
        "area": row.area_name, "branch": named(row.branch, row.branch.name),
        "officer": named(row.officer, row.officer.full_name) if row.officer else None,
    }  # fmt: skip


def form_of(
    request: ApiRequest, sent: dict[str, Any], row: Territory | None = None
) -> TerritoryForm:
    """Return the checked form of the page. What is left out stays; raises Problem 422."""
    typed: dict[str, Any] = {}
    if row is not None:
        typed = {"area": area_label(row.area_code), "branch": row.branch_id,
                 "officer": row.officer_id}  # fmt: skip
    fields: Any = page(request).form(None, row).fields
    for name, value in sent.items():
        is_link = name in LINKS and value
        typed[name] = _key(fields[name].queryset, value) if is_link else value
    form: Any = page(request).form({name: value or "" for name, value in typed.items()}, row)
    check_form(form)
    checked: TerritoryForm = form
    return checked


def _key(rows: QuerySet[Any], public_id: str) -> int | str:
    """Return the key of a choice; what is none of them the form refuses."""
    return rows.filter(public_id=public_id).values_list("pk", flat=True).first() or "-"


def stamp(request: ApiRequest) -> Stamp:
    """Return who acts, when and from where."""
    return Stamp(request.person, request.now, client_ip(request))


@router.operation("GET", "/territories", name="territories", answer=TerritoryPage,
                  permission=(P.TERRITORY_ADMIN, P.PROSPECT_ADD))  # fmt: skip
def list_territories(request: ApiRequest, filters: Query[TerritoryQuery]) -> Any:
    """List territories: those one keeps, else those whose officers one may be proposed."""
    rows = known(request)
    if filters.place:
        rows = rows.filter(pk__in=Territory.objects.covering(filters.place).values("pk"))
    return page_answer(rows, TerritoriesPage.order, filters, ready)


@router.operation("POST", "/territories", name="territories", permission=P.TERRITORY_ADMIN,
                  answer=TerritoryAnswer, status=201)  # fmt: skip
def create_territory(
    request: ApiRequest, body: NewTerritoryBody, idempotency_key: IdempotencyKey
) -> Any:
    """Say who covers a place, once for each branch."""

    def work() -> str:
        row: Territory = page(request).add(form_of(request, body.model_dump()), stamp(request))
        return row.public_id

    made = once_for(request, idempotency_key, body, work)
    return ready(found(known(request), made))


@router.operation("PATCH", "/territories/{public_id}", name="territory", rows=known,
                  permission=P.TERRITORY_ADMIN, answer=TerritoryAnswer)  # fmt: skip
def update_territory(request: ApiRequest, public_id: str, body: TerritoryChange) -> Any:
    """Give a place to another officer or branch.

    An old version is refused with code stale and both values of each field that differs.
    """
    sent = body.model_dump(exclude_unset=True, exclude={"version"})
    form = form_of(request, sent, request.object)
    try:
        page(request).change(request.object, body.version, form, stamp(request))
    except StaleError as error:
        current: Any = error.current
        now = ready(current)
        now |= {name: now[name] and now[name]["id"] for name in LINKS}
        raise stale(current.version, [(n, v, now[n]) for n, v in sent.items()]) from None
    return ready(found(known(request), public_id))


@router.operation("POST", "/territories/{public_id}/removal", name="territory-removal", rows=known,
                  permission=P.TERRITORY_ADMIN, answer=TerritoryAnswer)  # fmt: skip
def remove_territory(request: ApiRequest, public_id: str, body: RemovalBody) -> Any:
    """Take a territory out; answers with what it was."""
    gone = ready(request.object)
    try:
        with transaction.atomic():
            page(request).remove(request.object, body.version, stamp(request))
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, []) from None
    return gone
