"""Imports for programs: lists in a saved mapping, what came of them, what is to mend, the undo."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from core.api.problems import Problem, field_error, invalid
from core.api.shapes import IdempotencyKey, Paged, page_answer
from core.errors import InputError
from core.paging import Order
from org.access.address import client_ip
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from prospects.api.import_shapes import (
    ImportPage,
    ImportWhole,
    MappingList,
    NewImportBody,
    RejectedList,
    fits,
    mapping_ready,
    may_start,
    ready,
    whole,
)
from prospects.imports import standing, undoing, uploads
from prospects.imports.result import read_rejects
from prospects.models import ImportFile, ImportProfile

router = ApiRouter(tags=["imports"])
NEWEST = Order("new", "created_at", is_descending=True)
WRITES = (P.IMPORT_OWN, P.IMPORT)
State = ImportFile.State


def visible(request: ApiRequest) -> QuerySet[ImportFile]:
    """Return the files this person sees, without their bytes."""
    rows = ImportFile.objects.visible_to(request.person).select_related("by__branch", "profile")
    return rows.defer("content", "rejects")


def check_his(request: ApiRequest) -> None:
    """Refuse with 403 to change the file of somebody else."""
    if not standing.may_change(request.object, request.person):
        raise PermissionDenied


@router.operation("GET", "/import-mappings", name="import-mappings", permission=P.IMPORT_VIEW,
                  answer=MappingList)  # fmt: skip
def list_mappings(request: ApiRequest) -> Any:
    """List the mappings that were saved on the page."""
    return {
        "items": [mapping_ready(row) for row in ImportProfile.objects.visible_to(request.person)]
    }


@router.operation("GET", "/imports", name="imports", permission=P.IMPORT_VIEW, answer=ImportPage)
def list_imports(request: ApiRequest, paged: Query[Paged]) -> Any:
    """List what was brought, the newest first."""
    return page_answer(visible(request), NEWEST, paged, lambda row: ready(row, request.person))


@router.operation("POST", "/imports", name="imports", permission=WRITES, answer=ImportWhole,
                  status=201)  # fmt: skip
def bring_import(request: ApiRequest, body: NewImportBody, idempotency_key: IdempotencyKey) -> Any:
    """Bring cells and have them checked; nothing is written yet.

    Only in a mapping that somebody chose by eye and saved on the page: all its columns are there,
    and it says what each product or source means. Anything else is 422. The counts say what an
    import would do.
    """
    if not standing.may_bring(request.person, body.entity):
        raise PermissionDenied
    try:
        made = once_for(request, idempotency_key, body, lambda: _brought(request, body))
    except InputError as error:
        field = "branch" if error.code == "branch" else "cells"
        raise invalid([field_error(field, error.text)]) from None
    return whole(found(visible(request), made), request.person, request.now)


def _brought(request: ApiRequest, body: NewImportBody) -> str:
    person = request.person
    offered = ImportProfile.objects.offered_to(person, body.entity)
    saved = offered.filter(public_id=body.mapping).first()
    if saved is None:
        raise invalid([field_error("mapping", _("This value is not valid."))])
    file = uploads.take(
        body.cells.encode(), _("Pasted cells"), entity=body.entity, user=person,
        branch=standing.branch_for(body.entity, person, body.branch or ""), now=request.now,
        is_pasted=True, saved=saved,
    )  # fmt: skip
    if not fits(file):
        text = _("The columns, or values in them, are not those of this mapping.")
        raise invalid([field_error("mapping", text)])
    return file.public_id


@router.operation("GET", "/imports/{public_id}", name="import", permission=P.IMPORT_VIEW,
                  answer=ImportWhole, rows=visible)  # fmt: skip
def get_import(request: ApiRequest, public_id: str) -> Any:
    """Read how far a file is, its counts and why rows are rejected."""
    return whole(request.object, request.person, request.now)


@router.operation("GET", "/imports/{public_id}/rejected", name="import-rejected", rows=visible,
                  permission=P.IMPORT_VIEW, answer=RejectedList)  # fmt: skip
def list_rejected(request: ApiRequest, public_id: str) -> Any:
    """List the rejected rows as they came; 404 without any, and when they were emptied."""
    if not request.object.rejects:
        raise Problem(404)
    head, rows = read_rejects(bytes(request.object.rejects))
    return {"columns": head[2:], "items": [
        {"line": int(line), "reason": reason, "cells": cells} for line, reason, *cells in rows
    ]}  # fmt: skip


@router.operation("POST", "/imports/{public_id}/start", name="import-start", rows=visible,
                  permission=WRITES, answer=ImportWhole)  # fmt: skip
def start_import(request: ApiRequest, public_id: str) -> Any:
    """Import a checked file in a saved mapping; a worker does it. Asked again it changes nothing.

    A file in another mapping is started on the page, where one sees first how it is read: 409.
    """
    check_his(request)
    if may_start(request.object, request.person):
        uploads.start(request.object, now=request.now)
    elif request.object.state in (State.DRAFT, State.CHECKING):
        raise Problem(409)
    return whole(found(visible(request), public_id), request.person, request.now)


@router.operation("POST", "/imports/{public_id}/undo", name="import-undo", rows=visible,
                  permission=WRITES, answer=ImportWhole)  # fmt: skip
def undo_import(request: ApiRequest, public_id: str) -> Any:
    """Take an import back within 24 hours; a worker does it. Asked again it changes nothing.

    What it made goes into the archive, what it changed gets its old values; what somebody touched
    since stays and is named.
    """
    check_his(request)
    is_begun = undoing.start(request.object, now=request.now, ip=client_ip(request))
    state = request.object.state
    if not is_begun and state not in (State.UNDOING, State.UNDONE):
        is_over = state == State.DONE
        raise Problem(409, detail=_("The 24 hours for taking it back are over.") if is_over else "")
    return whole(found(visible(request), public_id), request.person, request.now)
