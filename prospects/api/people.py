"""Prospects for programs."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from ninja import Query

from core.api.forms import check_form, typed
from core.api.problems import Problem, stale
from core.api.shapes import IdempotencyKey, Paged, check_used, page_answer
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import changes, duplicates, looks, services
from prospects.api.known import KnownError, told
from prospects.api.numbers import below_of
from prospects.api.shapes import (
    PROSPECT_TEXTS,
    NewProspectBody,
    ProspectAnswer,
    ProspectChange,
    ProspectFilter,
    ProspectPage,
    ProspectSearch,
    ProspectWhole,
    common,
)
from prospects.forms import EditForm, QuickAddForm, area_label, edit_initial
from prospects.list_filter import ListFilter, rows_for
from prospects.models import Prospect
from prospects.models.sealed import SEALED
from prospects.restriction import may_process, shown_name
from prospects.views.people.add import new_prospect

router = ApiRouter(tags=["prospects"])
PERSONAL = (
    "company", "phone", "email", "nik_masked", "npwp_masked", "kk_masked", "nib_masked", "address",
    "area_code", "referrer_name", "notes",
)  # fmt: skip


def visible(request: ApiRequest) -> QuerySet[Prospect]:
    """Return what the person reaches."""
    return Prospect.objects.visible_to(request.person).select_related("owner", "branch")


def ready(prospect: Prospect, user: User) -> dict[str, Any]:
    """Return a prospect as it is sent; its NIK only masked."""
    return common(prospect, PROSPECT_TEXTS, user) | {
        "area": area_label(prospect.area_code) if prospect.area_code else "",
        "next_step": prospect.next_step_words,
        "phone_do_not_call": prospect.is_phone_barred,
    }


def brief(prospect: Prospect, user: User) -> dict[str, Any]:
    """Return a row of a list: of a restricted person the number only, to whom he is no use."""
    row = ready(prospect, user)
    if may_process(prospect, user):
        return row
    name = shown_name(prospect, user)
    return row | dict.fromkeys(PERSONAL, "") | {"name": name, "birth_date": None, "area": ""}


def whole(prospect: Prospect, user: User) -> dict[str, Any]:
    """Return a prospect with the rows below it; at most four queries more."""
    return ready(prospect, user) | below_of(prospect, user)


def listed(request: ApiRequest, asked: dict[str, str], paged: Paged, text: str = "") -> Any:
    """Return a page of what the filters, and perhaps a search, find."""
    chosen = ListFilter.from_query(asked)
    check_used(asked, vars(chosen))
    rows = rows_for(chosen, user=request.person, now=request.now, text=text)
    rows = rows.select_related("owner", "branch")
    return page_answer(rows, chosen.order, paged, lambda row: brief(row, request.person))


@router.operation("GET", "/prospects", name="prospects", permission=P.PROSPECT_VIEW,
                  answer=ProspectPage)  # fmt: skip
def list_prospects(request: ApiRequest, filters: Query[ProspectFilter]) -> Any:
    """List prospects."""
    asked = filters.model_dump(exclude={"limit", "after", "before"})
    return listed(request, asked, filters)


@router.operation("POST", "/prospects/search", name="prospect-search", writes=False,
                  permission=P.PROSPECT_VIEW, answer=ProspectPage)  # fmt: skip
def search_prospects(request: ApiRequest, body: ProspectSearch) -> Any:
    """Search prospects.

    A read, posted so that no name or number stands in an address; a token that only reads may.
    """
    paged = Paged(limit=body.limit, after=body.after, before=body.before)
    return listed(request, dict(body.filters), paged, body.text)


@router.operation("POST", "/prospects", name="prospects", permission=P.PROSPECT_ADD,
                  answer=ProspectAnswer, status=201)  # fmt: skip
def create_prospect(
    request: ApiRequest, body: NewProspectBody, idempotency_key: IdempotencyKey
) -> Any:
    """Log a prospect.

    With its opportunity and its first call. A person who may be recorded already is refused with
    code duplicate: of records outside the reach only holder, branch and days since the last
    contact are told.
    """
    with told(request):
        made = once_for(request, idempotency_key, body, lambda: _create(request, body))
    return ready(found(visible(request), made), request.person)


def _create(request: ApiRequest, body: NewProspectBody) -> str:
    if request.person.branch is None:
        raise Problem(403)
    form = QuickAddForm(typed(body), today=request.today)
    check_form(form)
    _refuse_known(request, form)
    try:
        new = new_prospect(form, None)
        return services.add_prospect(new, actor=request.person, now=request.now).public_id
    except IntegrityError as error:
        raise Problem(409, "duplicate") from error


def _refuse_known(request: ApiRequest, form: QuickAddForm) -> None:
    """Refuse a person who may be recorded already, by the rules of the page."""
    data = form.cleaned_data
    has_reason = bool(data["duplicate_reason"])
    found = duplicates.standing(data, user=request.person, has_reason=has_reason)
    if found:
        raise KnownError(found)


def _refuse_taken(request: ApiRequest, values: dict[str, Any], *, has_reason: bool) -> None:
    """Refuse a changed number or address that another record has, by the rules of the page."""
    found = duplicates.unsettled(request.object, values, user=request.person, has_reason=has_reason)
    if found:
        raise KnownError(found)


@router.operation("GET", "/prospects/{public_id}", name="prospect", permission=P.PROSPECT_VIEW,
                  answer=ProspectWhole, rows=visible)  # fmt: skip
def get_prospect(request: ApiRequest, public_id: str) -> Any:
    """Read a prospect with all numbers, contact persons and links."""
    if looks.note(request, request.person, request.object, request.now):
        raise Problem(429, headers={"Retry-After": str(looks.WAIT_SECONDS)})
    return whole(request.object, request.person)


@router.operation("PATCH", "/prospects/{public_id}", name="prospect", rows=visible,
                  permission=P.PROSPECT_CHANGE, answer=ProspectAnswer)  # fmt: skip
def update_prospect(request: ApiRequest, public_id: str, body: ProspectChange) -> Any:
    """Change a prospect.

    An old version is refused with code stale and both values of each field that differs.
    """
    sent = {name: value for name, value in typed(body).items() if name != "version"}
    before = edit_initial(request.object)
    form = EditForm(before | sent | {"version": body.version}, today=request.today)
    check_form(form)
    clean = form.cleaned_data
    reason = sent.pop("duplicate_reason", "")
    values = {name: clean[name] for name in sent if name != "area"}
    values["duplicate_reason"] = reason
    if "area" in sent:
        values["area_code"] = clean["area"]
    try:
        with told(request), transaction.atomic():
            _refuse_taken(request, values, has_reason=bool(reason))
            row = changes.change_prospect(
                request.object, values, version=body.version, actor=request.person, now=request.now
            )
    except StaleError as error:
        raise _stale(error, values) from None
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return ready(row, request.person)


def _stale(error: StaleError, values: dict[str, Any]) -> Problem:
    current: Any = error.current
    pairs = [
        (name, value, getattr(current, name))
        for name, value in values.items()
        if name not in (*SEALED, "duplicate_reason")
    ]
    return stale(current.version, pairs)
