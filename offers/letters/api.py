"""Letters for programs: reading them, their paper, and the steps of the page."""

import base64
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import Problem, stale
from core.api.shapes import (
    Answer,
    Body,
    Day,
    IdempotencyKey,
    Named,
    Paged,
    Version,
    choice,
    named,
    one_of,
    page_answer,
)
from core.paging import Order
from core.versioning import StaleError
from offers.decisions.terms import decision_terms
from offers.letters.drafts import guard_of
from offers.letters.forms import LetterForm
from offers.letters.paper import fetched
from offers.letters.services import ANSWERS
from offers.letters.sppk import may_write, start, write_sppk
from offers.letters.states import MOVES, may_take, steps_for
from offers.letters.taking import FORMS, form_of, take
from offers.models import HandOver, Letter, LetterKind, LetterLanguage, LetterState
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from prospects.api import looking
from prospects.models import Opportunity

router = ApiRouter(tags=["letters"])
NEWEST = Order("new", "updated_at", is_descending=True)
WITH = ("prospect__branch", "prospect__owner", "opportunity__product", "owner", "branch",
        "replaces", "promotion")  # fmt: skip
CHANNELS = [*HandOver.values, *(one.value for one in ANSWERS if one.value not in HandOver.values)]
Text = Annotated[str, Field(max_length=300)]


class LetterQuery(Paged):
    """What a list of letters is narrowed by."""

    state: str = choice(LetterState.values)
    kind: str = choice(LetterKind.values)


class LetterAnswer(Answer):
    """One letter. `margin`: what the bank earns less than at its own rate, over the whole term."""

    id: str
    version: int
    kind: str
    state: str
    number: str
    opportunity: str
    prospect: Named
    product: Named
    language: str
    amount: int | None
    months: int | None
    rate: str | None
    fixed_months: int | None
    floating_rate: str | None
    price: int | None
    is_new_home: bool
    handover_on: date | None
    has_used_relief: bool
    fee: int | None
    decision: str
    margin: int | None
    purpose: str
    collateral: str
    conditions: str
    valid_until: date | None
    issued_on: date | None
    sent_at: datetime | None
    sent_channel: str
    answered_on: date | None
    answer_channel: str
    answer_note: str
    replaces: str | None
    promotion: Named | None
    has_paper: bool
    owner: Named
    branch: Named
    created_at: datetime
    updated_at: datetime


class LetterWhole(LetterAnswer):
    """One letter with whom it is addressed to and the steps this person may take now."""

    recipient: str
    attention: str
    address: str
    copies: str
    reason: str
    decision_note: str
    steps: list[str]


class LetterPage(Answer):
    """A page of letters."""

    items: list[LetterAnswer]
    before: str | None
    after: str | None


class PaperAnswer(Answer):
    """The paper of a letter: `content` is the PDF as base64, `sha256` that of its bytes."""

    name: str
    media_type: str
    sha256: str
    content: str


class SppkBody(Body):
    """What is typed of an SPPK. Its terms are those of the decision and are not sent; what is left
    out starts as on the page. `valid_until` may not be after the last day of the decision."""

    recipient: Annotated[str, Field(min_length=1, max_length=160)] | None = None
    attention: Annotated[str, Field(max_length=120)] | None = None
    address: Text | None = None
    copies: Text | None = None
    purpose: Annotated[str, Field(max_length=200)] | None = None
    language: str | None = Field(None, pattern=one_of(LetterLanguage.values))
    valid_until: Day | None = None


class StepBody(Body):
    """One step. `submit` needs `reason`; `return` needs `note`, so does `withdraw` once it has a
    number; `send` needs `channel`; `accept` and `decline` need `channel` and `on`."""

    version: Version
    step: str = Field(pattern=one_of(FORMS), description=f"One of: {', '.join(FORMS)}.")
    reason: Text | None = None
    note: Text | None = None
    channel: str | None = Field(None, pattern=one_of(CHANNELS))
    on: Day | None = None


PLAIN = ("version", "kind", "state", "number", "decision", "language", "months", "fixed_months",
         "purpose", "collateral", "conditions", "valid_until", "issued_on", "sent_channel",
         "answered_on", "answer_channel", "answer_note", "is_new_home", "handover_on",
         "has_used_relief")  # fmt: skip
MOMENTS = ("sent_at", "created_at", "updated_at")
MORE = ("recipient", "attention", "address", "copies", "reason", "decision_note")


def visible(request: ApiRequest) -> QuerySet[Letter]:
    """Return the letters the person reaches, without their papers."""
    rows = Letter.objects.visible_to(request.person).defer("content", "pdf")
    return rows.select_related(*WITH)


def files(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return the applications the person reaches."""
    rows = Opportunity.objects.visible_to(request.person)
    return rows.select_related("product", "prospect", "branch", "owner")


def percent(rate: Decimal | None) -> str | None:
    """Return % per year as plain text."""
    return None if rate is None else f"{rate.normalize():f}"


def ready(row: Letter, request: ApiRequest) -> dict[str, Any]:
    """Return a letter as it is sent."""
    sizes = {name: getattr(row, name) for name in ("amount", "price", "fee", "margin")}
    moments = {name: getattr(row, name) for name in MOMENTS}
    zone, product = request.person.zone, row.opportunity.product
    return {
        "id": row.public_id, "opportunity": row.opportunity.public_id,
        "prospect": named(row.prospect, row.prospect.name), "product": named(product, product.name),
        "owner": named(row.owner, row.owner.full_name),
        "branch": named(row.branch, row.branch.name),
        "rate": percent(row.rate), "floating_rate": percent(row.floating_rate),
        "replaces": row.replaces.public_id if row.replaces else None,
        "promotion": named(row.promotion, row.promotion.name) if row.promotion else None,
        "has_paper": row.made_at is not None,
        **{name: getattr(row, name) for name in PLAIN},
        **{name: None if size is None else int(size) for name, size in sizes.items()},
        **{name: at.astimezone(zone) if at else None for name, at in moments.items()},
    }  # fmt: skip


def whole(row: Letter, request: ApiRequest) -> dict[str, Any]:
    """Return a letter with whom it is addressed to and the steps the person may take."""
    is_open = row.state in (LetterState.DRAFT, LetterState.WAITING)
    guard = guard_of(row, request.today) if is_open else None
    steps = steps_for(row, request.person, needs_second=bool(guard and guard.needs_second))
    return ready(row, request) | {name: getattr(row, name) for name in MORE} | {"steps": steps}


@router.operation("GET", "/letters", name="letters", permission=P.OPPORTUNITY_VIEW,
                  answer=LetterPage)  # fmt: skip
def list_letters(request: ApiRequest, filters: Query[LetterQuery]) -> Any:
    """List letters, those that moved last first."""
    asked = {"state": filters.state, "kind": filters.kind}
    rows = visible(request).filter(**{name: value for name, value in asked.items() if value})
    return page_answer(rows, NEWEST, filters, lambda row: ready(row, request))


@router.operation("GET", "/letters/{public_id}", name="letter", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=LetterWhole)  # fmt: skip
def get_letter(request: ApiRequest, public_id: str) -> Any:
    """Read a letter and which steps may be taken now."""
    looking.part(request, request.object.prospect)
    return whole(request.object, request)


@router.operation("PATCH", "/letters/{public_id}", name="letter", rows=visible,
                  permission=(P.LETTER_CHANGE, P.LETTER_APPROVE, P.DISBURSEMENT_CONFIRM),
                  answer=LetterWhole)  # fmt: skip
def step_letter(request: ApiRequest, public_id: str, body: StepBody) -> Any:
    """Take a step with a letter: ask for approval, issue, hand over, keep the answer.

    A step that does not follow on is 422. Who asked for approval does not give it: 403, and so is
    a step with an SPPK by whoever owns the file. An SPPK that is accepted moves the file to its
    rung. Whoever is late gets code stale.
    """
    letter, person = request.object, request.person
    if not may_take(letter, body.step, person):
        raise PermissionDenied
    form = form_of(letter, body.step, typed(body), now=request.now, today=request.today)
    check_form(form)
    try:
        take(letter, body.step, form.cleaned_data, version=body.version, actor=person,
             now=request.now, today=request.today)  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        raise stale(current.version, [("state", MOVES[body.step].to, current.state)]) from None
    return whole(found(visible(request), public_id), request)


@router.operation("POST", "/opportunities/{public_id}/sppk", name="opportunity-sppk", rows=files,
                  permission=P.DISBURSEMENT_CONFIRM, answer=LetterWhole, status=201)  # fmt: skip
def write_sppk_of(
    request: ApiRequest, public_id: str, body: SppkBody, idempotency_key: IdempotencyKey
) -> Any:
    """Write the draft of an SPPK: with exactly the terms of the decision that carries the file.

    Without a decision in force, or with an SPPK that stands already, it is 422. Whoever owns the
    application may not: 403.
    """
    made = once_for(request, idempotency_key, body, lambda: _written(request, body))
    return whole(found(visible(request), made), request)


def _written(request: ApiRequest, body: SppkBody) -> str:
    deal, values = request.object, typed(body)
    if not may_write(deal, request.person):
        raise PermissionDenied
    terms = decision_terms(deal)
    if terms is not None:
        begun = start(deal, terms, today=request.today)
        values = {name: str(value) for name, value in begun.items()} | values
        form = LetterForm(values, kind=LetterKind.SPPK, product=deal.product, today=request.today)
        check_form(form)
        values = form.cleaned_data
    return write_sppk(deal, values, actor=request.person, now=request.now).public_id


@router.operation("GET", "/letters/{public_id}/paper", name="letter-paper", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=PaperAnswer)  # fmt: skip
def get_paper(request: ApiRequest, public_id: str) -> Any:
    """Fetch the paper of an issued letter; 404 while it is being made. It is written down."""
    row = request.object
    paper = fetched(row, request.person, request.now)
    if paper is None:
        raise Problem(404)
    name, content = paper
    return {"name": name, "media_type": "application/pdf", "sha256": row.pdf_sha256,
            "content": base64.b64encode(content).decode()}  # fmt: skip
