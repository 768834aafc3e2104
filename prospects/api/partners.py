"""*Rekanan* for programs, to read."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from core.api.shapes import Answer, Named, Paged, choice, named, page_answer
from core.paging import Order
from core.search import normalise
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from prospects.models import Partner, Project

router = ApiRouter(tags=["partners"])
BY_NAME = Order("name", "sort_name")
TEXTS = ("kind", "name", "agreement_number", "agreement_from", "agreement_until", "phone", "email",
         "address", "is_active")  # fmt: skip


class PartnerAnswer(Answer):
    """A firm the bank works with."""

    id: str
    kind: str
    name: str
    agreement_number: str
    agreement_from: date | None
    agreement_until: date | None
    phone: str
    email: str
    address: str
    officer: Named | None
    branch: Named | None
    is_active: bool


class PartnerPage(Answer):
    """A page of partners."""

    items: list[PartnerAnswer]
    before: str | None
    after: str | None


class PartnerPerson(Answer):
    """Whom an officer calls there."""

    name: str
    role: str
    phone: str
    email: str


class PartnerWhole(PartnerAnswer):
    """A partner with his people and what he builds."""

    contacts: list[PartnerPerson]
    projects: list[Named]


class PartnerFilter(Paged):
    """What the list is narrowed by."""

    kind: str = choice(Partner.Kind.values)
    name: str = Field("", max_length=80, description="A part of the firm's name.")


def visible(_request: ApiRequest) -> QuerySet[Partner]:
    """Return all: a list of the bank's own."""
    return Partner.objects.select_related("officer", "branch")


def ready(row: Partner) -> dict[str, Any]:
    """Return a partner as it is sent."""
    return {
        "id": row.public_id,
        "officer": named(row.officer, row.officer.full_name) if row.officer else None,
        "branch": named(row.branch, row.branch.name) if row.branch else None,
    } | {name: getattr(row, name) for name in TEXTS}


@router.operation("GET", "/partners", name="partners", permission=P.PARTNER_VIEW,
                  answer=PartnerPage)  # fmt: skip
def list_partners(request: ApiRequest, filters: Query[PartnerFilter]) -> Any:
    """List partners."""
    rows = visible(request)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.name:
        rows = rows.filter(sort_name__contains=normalise(filters.name))
    return page_answer(rows, BY_NAME, filters, ready)


@router.operation("GET", "/partners/{public_id}", name="partner", permission=P.PARTNER_VIEW,
                  answer=PartnerWhole, rows=visible)  # fmt: skip
def get_partner(request: ApiRequest, public_id: str) -> Any:
    """Read a partner with his people and projects."""
    row: Partner = request.object
    projects = Project.objects.filter(partner=row, is_active=True).order_by("name", "pk")
    people = row.contacts.order_by("name", "pk").values("name", "role", "phone", "email")
    return ready(row) | {
        "contacts": list(people), "projects": [named(one, one.name) for one in projects],
    }  # fmt: skip
