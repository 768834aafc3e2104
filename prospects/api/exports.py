"""Exports for programs, to read: what was asked for on the page, and the file itself."""

import base64
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Query

from core.api.problems import Problem
from core.api.shapes import Answer, Named, Paged, choice, named, page_answer
from core.paging import Order
from org.access.address import client_ip
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from prospects.exports import services
from prospects.exports.services import TYPES
from prospects.models import ExportFile

router = ApiRouter(tags=["exports"])
NEWEST = Order("new", "created_at", is_descending=True)
OF_ME, BY_ME = "of_me", "by_me"
PLAIN = ("table", "kind", "layout", "state", "reason")
MOMENTS = ("created_at", "finished_at", "decided_at")


class ExportQuery(Paged):
    """Whose. One's own are the default."""

    asked: str = choice((OF_ME, BY_ME), "of_me: what waits for one's yes; by_me: one's own.")


class ExportAnswer(Answer):
    """One file that was asked for; above 5,000 persons it waits for a second person's yes."""

    id: str
    table: str
    kind: str
    layout: str
    filters: dict[str, str]
    state: str
    reason: str
    problem: str
    persons: int
    rows: int
    by: Named
    decided_by: Named | None
    created_at: datetime
    finished_at: datetime | None
    decided_at: datetime | None


class ExportPage(Answer):
    """A page of files."""

    items: list[ExportAnswer]
    before: str | None
    after: str | None


class ExportContent(Answer):
    """The file: `content` is base64, `sha256` that of its bytes."""

    name: str
    media_type: str
    sha256: str
    content: str


def visible(request: ApiRequest) -> QuerySet[ExportFile]:
    """Return one's own and what waits for one's yes, without their bytes."""
    rows = ExportFile.objects.visible_to(request.person).select_related("by__branch", "decided_by")
    return rows.defer("content")


def ready(row: ExportFile, request: ApiRequest) -> dict[str, Any]:
    """Return a file as it is sent."""
    moments = {name: getattr(row, name) for name in MOMENTS}
    return {
        "id": row.public_id, "filters": {name: str(value) for name, value in row.query.items()},
        "persons": row.person_count, "rows": row.row_count, "problem": row.problem,
        "by": named(row.by, row.by.full_name),
        "decided_by": row.decided_by and named(row.decided_by, row.decided_by.full_name),
        **{name: getattr(row, name) for name in PLAIN},
        **{name: at and at.astimezone(request.person.zone) for name, at in moments.items()},
    }  # fmt: skip


@router.operation("GET", "/exports", name="exports", permission=P.EXPORT, answer=ExportPage)
def list_exports(request: ApiRequest, filters: Query[ExportQuery]) -> Any:
    """List one's own files, or what waits for one's yes."""
    if filters.asked == OF_ME:
        awaiting = ExportFile.objects.awaiting(request.person).values("pk")
        rows = visible(request).filter(pk__in=awaiting)
    else:
        rows = visible(request).filter(by=request.person)
    return page_answer(rows, NEWEST, filters, lambda row: ready(row, request))


@router.operation("GET", "/exports/{public_id}", name="export", permission=P.EXPORT,
                  answer=ExportAnswer, rows=visible)  # fmt: skip
def get_export(request: ApiRequest, public_id: str) -> Any:
    """Read how far a file is."""
    row: ExportFile = request.object
    return ready(row, request) | {"problem": row.problem or services.trouble_of(row)}


@router.operation("GET", "/exports/{public_id}/file", name="export-file", permission=P.EXPORT,
                  answer=ExportContent, rows=visible)  # fmt: skip
def get_file(request: ApiRequest, public_id: str) -> Any:
    """Fetch a file one asked for oneself; 404 until it is there and when it is gone.

    Each fetch is written down.
    """
    row: ExportFile = request.object
    content = services.take(row, user=request.person, now=request.now, ip=client_ip(request))
    if content is None:
        raise Problem(404)
    return {"name": row.file_name, "media_type": TYPES[row.kind], "sha256": row.sha256,
            "content": base64.b64encode(content).decode()}  # fmt: skip
