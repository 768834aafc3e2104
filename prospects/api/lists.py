"""What lists are sorted and kept by: labels, saved views; and whether a person is known already."""

from typing import Any

from ninja import Query
from pydantic import Field

from core.api.problems import field_error, invalid
from core.api.shapes import Answer, Body, Named, choice
from core.errors import InputError
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from prospects import duplicates, tags
from prospects.api import looking
from prospects.api.known import match_ready
from prospects.api.numbers import people
from prospects.models import Prospect, ProspectTag, SavedView
from prospects.models.tag import LONGEST

router = ApiRouter(tags=["lists"])


class LabelList(Answer):
    """Labels by their ids and names."""

    items: list[Named]


class LabelBody(Body):
    """A label to put on, or to take off."""

    name: str = Field(min_length=1, max_length=LONGEST)
    is_on: bool = Field(True, strict=True, description="false takes it off.")


class SavedViewAnswer(Answer):
    """Filters and columns of a list under a name. `query` is what the list takes."""

    id: str
    table: str
    name: str
    share: str
    is_own: bool
    query: dict[str, str]
    columns: list[str]


class SavedViewList(Answer):
    """One's own views and those shared with one."""

    items: list[SavedViewAnswer]


class ViewFilter(Body):
    """Of which list."""

    table: str = choice(SavedView.Table.values)


class LookUpBody(Body):
    """What identifies a person; at least one of them, whole. Posted, and kept out of every log."""

    phone: str = Field("", max_length=40)
    nik: str = Field("", max_length=40)
    npwp: str = Field("", max_length=40)
    email: str = Field("", max_length=254)


class MatchAnswer(Answer):
    """A record that holds it. Of one out of reach holder, branch and days alone are told."""

    by: str
    owner: str
    branch: str
    days_since_contact: int | None
    may_continue: bool
    id: str | None = None


class MatchList(Answer):
    """Who is known already."""

    matches: list[MatchAnswer]


@router.operation("GET", "/labels", name="labels", permission=P.PROSPECT_VIEW, answer=LabelList)
def list_labels(request: ApiRequest) -> Any:
    """List the labels there are."""
    pairs = tags.names_for(request.person)
    return {"items": [{"id": public_id, "name": name} for public_id, name in pairs]}


def _carried(prospect: Prospect) -> dict[str, Any]:
    rows = ProspectTag.objects.system("labels of a prospect in reach").filter(prospect=prospect)
    pairs = rows.order_by("tag__key").values_list("tag__public_id", "tag__name")
    return {"items": [{"id": public_id, "name": name} for public_id, name in pairs]}


@router.operation("GET", "/prospects/{public_id}/labels", name="prospect-labels",
                  permission=P.PROSPECT_VIEW, answer=LabelList, rows=people)  # fmt: skip
def list_prospect_labels(request: ApiRequest, public_id: str) -> Any:
    """List the labels of a prospect."""
    looking.part(request, request.object)
    return _carried(request.object)


@router.operation("POST", "/prospects/{public_id}/labels", name="prospect-labels",
                  permission=P.PROSPECT_CHANGE, answer=LabelList, rows=people)  # fmt: skip
def set_label(request: ApiRequest, public_id: str, body: LabelBody) -> Any:
    """Put a label on a prospect or take it off; the same again changes nothing."""
    try:
        tags.turn(
            request.object, body.name, is_on=body.is_on, actor=request.person, now=request.now
        )
    except InputError as error:
        raise invalid([field_error("name", error.text)]) from None
    return _carried(request.object)


@router.operation("GET", "/views", name="views", answer=SavedViewList,
                  permission=(P.PROSPECT_VIEW, P.OPPORTUNITY_VIEW))  # fmt: skip
def list_views(request: ApiRequest, filters: Query[ViewFilter]) -> Any:
    """List saved views."""
    rows = SavedView.objects.visible_to(request.person).exclude(name="").order_by("name", "pk")
    wanted = rows.filter(table=filters.table) if filters.table else rows
    return {"items": [_view_ready(row, request.person.pk) for row in wanted]}


def _view_ready(row: SavedView, reader: int) -> dict[str, Any]:
    names = ("table", "name", "share", "query", "columns")
    return {"id": row.public_id, "is_own": row.user_id == reader} | {
        name: getattr(row, name) for name in names
    }


@router.operation("POST", "/duplicates", name="duplicates", writes=False,
                  permission=P.PROSPECT_ADD, answer=MatchList)  # fmt: skip
def look_up(request: ApiRequest, body: LookUpBody) -> Any:
    """Ask whether a person is known already.

    A read, posted so that no number stands in an address. Each answer is written down; many about
    other people's prospects raise a flag, as on the pages. Half a number finds nothing.
    """
    found = [
        match
        for by in duplicates.FIELDS
        if getattr(body, by)
        for match in duplicates.look_up(by, getattr(body, by), user=request.person, now=request.now)
    ]
    return {"matches": [match_ready(match, request) for match in found]}
