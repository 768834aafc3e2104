"""The financial picture for programs: its rows, collateral, what is proposed, and what fits."""

from typing import Any

from ninja import Query
from pydantic import BaseModel

from core.api.problems import Problem, field_error, invalid
from core.api.shapes import IdempotencyKey
from core.api.words import OTHER
from core.public_id import LENGTH
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from prospects.api.finance_ready import (
    check_ready,
    lists_ready,
    proposal_ready,
    row_ready,
    testable,
)
from prospects.api.finance_shapes import (
    FinanceRowWhole,
    NewRowBody,
    PictureAnswer,
    ProposalAnswer,
    ProposalBody,
    RowChange,
)
from prospects.api.shapes import id_filter
from prospects.api.subjects import (
    checked,
    files,
    filled,
    people,
    read,
    sent_of,
    stale_of,
    subject_of,
)
from prospects.finance import reading, records
from prospects.finance.forms import ANSWERED, ProposalForm
from prospects.finance.kinds import KINDS, RowKind, rows_of
from prospects.finance.reading import Subject
from prospects.models import Opportunity, Proposal
from prospects.models.finance import FinanceRow

router = ApiRouter(tags=["finances"])


class PictureQuery(BaseModel):
    """Which credit of a prospect is tested."""

    opportunity: str = id_filter("Id of an open credit; the newest without it.")


def picture(request: ApiRequest, asked: str = "") -> dict[str, Any]:
    """Return the picture; 422 for a credit that is none of these."""
    subject = read(request)
    found = reading.opportunities_of(subject, request.person)
    row = reading.tested(found, asked)
    if asked and (row is None or row.public_id != asked):
        raise invalid([field_error("opportunity", str(OTHER))])
    rows = reading.picture_of(subject.prospect)
    check = reading.check_of(rows, row, today=request.today)
    pledged = reading.pledged_for(row) if row else []
    return lists_ready(rows) | {
        "collateral": [row_ready(KINDS["collateral"], one) for one in pledged],
        "opportunities": [testable(one) for one in found],
        "proposal": proposal_ready(reading.proposal_of(row)) if row else None,
        "check": check_ready(check, row),
    }


def row_of(subject: Subject, public_id: str) -> tuple[RowKind, FinanceRow]:
    """Return a row of the subject, removed or not, with its kind. Raises 404."""
    for kind in KINDS.values() if len(public_id) == LENGTH else ():
        row = rows_of(kind, subject).filter(public_id=public_id).first()
        if row is not None and kind.is_for(subject):
            return kind, row
    raise Problem(404)


def add(request: ApiRequest, body: NewRowBody, key: str) -> dict[str, Any]:
    """Add a row once for this key; return it."""
    subject, kind = subject_of(request), KINDS[body.section]
    if not kind.is_for(subject):
        raise invalid([field_error("section", str(OTHER))])

    def work() -> str:
        blank = kind.form(instance=kind.model(**kind.fixed), today=request.today)
        data = filled(blank, sent_of(body, "section"))
        row = kind.model(**kind.fixed)
        values = checked(kind.form(data, instance=row, today=request.today)) | kind.fixed
        made = records.add_row(kind.model, subject, values, actor=request.person, now=request.now)
        return made.public_id

    return {"row": row_ready(*row_of(subject, once_for(request, key, body, work)))}


def change(request: ApiRequest, public_id: str, body: RowChange) -> dict[str, Any]:
    """Change a row, take it out or bring it back."""
    subject = subject_of(request)
    kind, row = row_of(subject, public_id)
    sent = sent_of(body, "version", "is_removed")
    by: dict[str, Any] = {"version": body.version, "actor": request.person, "now": request.now}
    try:
        if body.is_removed:
            _remove(row, sent, by)
        else:
            blank = kind.form(instance=row, today=request.today)
            copy = rows_of(kind, subject).get(pk=row.pk)
            form = kind.form(filled(blank, sent), instance=copy, today=request.today)
            records.change_row(rows_of(kind, subject).get(pk=row.pk), checked(form), **by)
    except StaleError as error:
        current: Any = error.current
        mine = body.model_dump(exclude_unset=True, exclude={"version"})
        raise stale_of(error, mine, row_ready(kind, current)) from None
    return {"row": row_ready(*row_of(subject, public_id))}


def _remove(row: FinanceRow, sent: dict[str, str], by: dict[str, Any]) -> None:
    if sent:
        raise invalid(field_error(name, str(OTHER)) for name in sent)
    records.remove_row(row, **by)


@router.operation("GET", "/prospects/{public_id}/finance", name="prospect-finance", rows=people,
                  permission=P.FINANCE_VIEW, answer=PictureAnswer)  # fmt: skip
def get_prospect_finance(request: ApiRequest, public_id: str, asked: Query[PictureQuery]) -> Any:
    """Read the financial picture of a prospect, and what fits.

    One open credit is tested, the newest unless another one is named.
    """
    return picture(request, asked.opportunity)


@router.operation("GET", "/opportunities/{public_id}/finance", name="opportunity-finance",
                  rows=files, permission=P.FINANCE_VIEW, answer=PictureAnswer)  # fmt: skip
def get_opportunity_finance(request: ApiRequest, public_id: str) -> Any:
    """Read the financial picture of the debtor of an opportunity, and whether this one fits."""
    return picture(request)


@router.operation("POST", "/prospects/{public_id}/finance/rows", name="prospect-finance-rows",
                  rows=people, permission=P.FINANCE_CHANGE, answer=FinanceRowWhole,
                  status=201)  # fmt: skip
def create_prospect_row(
    request: ApiRequest, public_id: str, body: NewRowBody, idempotency_key: IdempotencyKey
) -> Any:
    """Add an income, expense, asset, business or existing credit of a prospect."""
    return add(request, body, idempotency_key)


@router.operation("POST", "/opportunities/{public_id}/finance/rows",
                  name="opportunity-finance-rows", rows=files, permission=P.FINANCE_CHANGE,
                  answer=FinanceRowWhole, status=201)  # fmt: skip
def create_opportunity_row(
    request: ApiRequest, public_id: str, body: NewRowBody, idempotency_key: IdempotencyKey
) -> Any:
    """Add collateral of an opportunity, or a row of its debtor."""
    return add(request, body, idempotency_key)


@router.operation("PATCH", "/prospects/{public_id}/finance/rows/{row}",
                  name="prospect-finance-row", rows=people, permission=P.FINANCE_CHANGE,
                  answer=FinanceRowWhole)  # fmt: skip
def update_prospect_row(request: ApiRequest, public_id: str, row: str, body: RowChange) -> Any:
    """Change a row of a prospect's picture, take it out, or bring it back.

    An old version is refused with code stale and both values of each field that differs.
    """
    return change(request, row, body)


@router.operation("PATCH", "/opportunities/{public_id}/finance/rows/{row}",
                  name="opportunity-finance-row", rows=files, permission=P.FINANCE_CHANGE,
                  answer=FinanceRowWhole)  # fmt: skip
def update_opportunity_row(request: ApiRequest, public_id: str, row: str, body: RowChange) -> Any:
    """Change collateral of an opportunity or a row of its debtor, take it out, or bring it back.

    An old version is refused with code stale and both values of each field that differs.
    """
    return change(request, row, body)


@router.operation("PATCH", "/opportunities/{public_id}/finance/proposal",
                  name="opportunity-finance-proposal", rows=files, permission=P.FINANCE_CHANGE,
                  answer=ProposalAnswer)  # fmt: skip
def update_finance_proposal(request: ApiRequest, public_id: str, body: ProposalBody) -> Any:
    """Write term, rate, price and purpose of an opportunity.

    An old version is refused with code stale and both values of each field that differs.
    """
    file: Opportunity = request.object
    sent = sent_of(body, "version")
    if "is_later" in sent:
        sent["is_later"] = ANSWERED[body.is_later]
    form = _proposal_form(request, filled(_proposal_form(request), sent))
    values = checked(form)
    try:
        records.propose(subject_of(request), values, version=body.version, actor=request.person,
                        now=request.now)  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        mine = body.model_dump(exclude_unset=True, exclude={"version"})
        raise stale_of(error, mine, proposal_ready(current)) from None
    return proposal_ready(reading.proposal_of(file))


def _proposal_form(request: ApiRequest, data: Any = None) -> ProposalForm:
    row = reading.proposal_of(request.object) or Proposal(opportunity=request.object)
    return ProposalForm(data, instance=row, today=request.today)
