"""The papers of an application for programs: the checklist, and that one came in."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import field_error, invalid, stale
from core.api.shapes import Answer, Body, Day
from core.versioning import StaleError
from documents import services
from documents.checklist import Item, checklist_of, item_of
from documents.forms import ReceiveForm
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from prospects.api import looking
from prospects.models import Opportunity

router = ApiRouter(tags=["documents"])
DAYS = ("received_on", "issued_on", "expires_on", "due_on")


class PaperAnswer(Answer):
    """One line of the checklist. `version` is 0 as long as nothing was done with the paper."""

    code: str
    name: str
    is_required: bool
    state: str
    note: str
    received_on: date | None
    issued_on: date | None
    expires_on: date | None
    due_on: date | None
    reason: str
    file_state: str
    version: int


class ChecklistAnswer(Answer):
    """What is asked for beside what is here."""

    required: int
    received: int
    items: list[PaperAnswer]


class ReceivedBody(Body):
    """That a paper came in; files are brought on the page."""

    version: int = Field(strict=True, ge=0, le=2_000_000_000, description="0 where nothing is yet.")
    code: str = Field(max_length=40, description="Code of the kind of paper.")
    received_on: Day
    issued_on: Day | None = None
    expires_on: Day | None = None
    note: str = Field("", max_length=200)


def visible(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return the opportunities the person reaches."""
    rows = Opportunity.objects.visible_to(request.person)
    return rows.select_related("prospect", "product", "branch", "owner")


def _ready(item: Item, language: str) -> dict[str, Any]:
    row = item.document
    return {
        "code": item.type.code, "name": item.type.label(language), "state": item.state,
        "is_required": item.is_required, "note": item.note, "file_state": item.file_state,
        "reason": row.reason if row else "", "version": row.version if row else 0,
        **{name: getattr(row, name) if row else None for name in DAYS},
    }  # fmt: skip


def _checklist(request: ApiRequest) -> dict[str, Any]:
    language = request.person.language
    found = checklist_of(request.object, today=request.today, language=language)
    return {
        "required": len(found.required), "received": found.received,
        "items": [_ready(item, language) for item in found.items],
    }  # fmt: skip


@router.operation("GET", "/opportunities/{public_id}/documents", name="opportunity-documents",
                  permission=P.OPPORTUNITY_VIEW, answer=ChecklistAnswer, rows=visible)  # fmt: skip
def list_papers(request: ApiRequest, public_id: str) -> Any:
    """Read the checklist of an application."""
    looking.part(request, request.object.prospect)
    return _checklist(request)


@router.operation("PATCH", "/opportunities/{public_id}/documents", name="opportunity-documents",
                  permission=P.DOCUMENT_CHANGE, answer=ChecklistAnswer, rows=visible)  # fmt: skip
def receive_paper(request: ApiRequest, public_id: str, body: ReceivedBody) -> Any:
    """Write down that a paper came in.

    A paper that was checked has to be checked anew. An old version is refused with code stale.
    """
    item = item_of(request.object, body.code, today=request.today)
    if item is None:
        raise invalid([field_error("code", _("This value is not valid."))])
    form = ReceiveForm(typed(body), today=request.today, kind=item.type)
    check_form(form)
    try:
        services.receive(
            request.object, item.type, version=body.version, actor=request.person,
            now=request.now, **form.cleaned_data,
        )  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, [("state", "received", current.state)]) from None
    return _checklist(request)
