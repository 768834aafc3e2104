"""Writing letters by programs: drafts, what each side asks for, the next letter."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from core.api.forms import check_form, typed
from core.api.problems import field_error, invalid, stale
from core.api.shapes import (
    Answer,
    Body,
    Day,
    IdempotencyKey,
    Named,
    PublicId,
    Version,
    one_of,
)
from core.versioning import StaleError
from offers.letters import drafts, rounds
from offers.letters.api import LetterWhole, files, percent, visible, whole
from offers.letters.forms import LetterForm, RoundForm, promotions_for, start_of
from offers.models import Letter, LetterKind, LetterLanguage, LetterRound, Promotion
from offers.promotions.services import offered
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from products.asking import Amount, Months, RateText
from prospects.api import looking
from prospects.models import Opportunity
from prospects.pipeline.base import today_at

router = ApiRouter(tags=["letters"])
WRITTEN = [kind.value for kind in LetterKind if kind != LetterKind.SPPK]
NAMES = (*drafts.TEXTS, *drafts.FIGURES, *drafts.PROMISED)


Line = Annotated[str, Field(max_length=120)]
Name = Annotated[str, Field(max_length=160)]
Words = Annotated[str, Field(max_length=300)]


class Terms(Body):
    """What is offered or asked for: rupiah, months, % per year."""

    amount: Amount | None = None
    months: Months | None = None
    rate: RateText | None = None
    fixed_months: Months | None = None
    floating_rate: RateText | None = None


class LetterFields(Terms):
    """What a letter says. `conditions` are lines; `promotion` is printed and reserved at issue."""

    price: Amount | None = None
    is_new_home: bool | None = Field(None, strict=True, description="From a developer: with PPN.")
    handover_on: Day | None = Field(None, description="Of a new home.")
    has_used_relief: bool | None = Field(None, strict=True, description="PPN was borne before.")
    purpose: Annotated[str, Field(max_length=200)] | None = None
    collateral: Words | None = None
    conditions: Annotated[str, Field(max_length=2000)] | None = None
    promotion: PublicId | None = None
    recipient: Name | None = None
    attention: Line | None = None
    address: Words | None = None
    copies: Words | None = None
    valid_until: Day | None = None
    language: str | None = Field(None, pattern=one_of(LetterLanguage.values))
    reason: Words | None = None


class NewLetterBody(LetterFields):
    """A draft. What is left out begins as on the page: name, the bank's own rate, validity."""

    kind: str = Field(pattern=one_of(WRITTEN), description=f"One of: {', '.join(WRITTEN)}.")


class LetterChange(LetterFields):
    """Fields of a draft to change; those left out stay as they are."""

    version: Version


class RoundBody(Terms):
    """What one side asked for."""

    side: str = Field(pattern=one_of(LetterRound.Side.values))
    amount: Amount
    months: Months
    rate: RateText
    note: Words | None = None


class RoundAnswer(Answer):
    """One round. `margin`: what it costs the bank over the whole term, against its own rate."""

    side: str
    letter: str
    amount: int
    months: int
    rate: str
    fixed_months: int | None
    floating_rate: str | None
    instalment: int | None
    margin: int | None
    note: str
    by: Named | None
    at: datetime


class RoundList(Answer):
    """The rounds of the whole negotiation, the first ones first."""

    items: list[RoundAnswer]


class PromotionAnswer(Answer):
    """A promotion that may be offered today. `left`: how many may still be reserved."""

    id: str
    name: str
    kind: str
    value: int
    valid_to: date
    left: int
    conditions: list[str]


class PromotionList(Answer):
    """The promotions in force for an opportunity."""

    items: list[PromotionAnswer]


def _written(values: Mapping[str, Any]) -> dict[str, str]:
    """Return stored values as a person would type them."""
    found = {}
    for name, value in values.items():
        if isinstance(value, Promotion):
            value = value.public_id
        elif isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        found[name] = "" if value is None else str(value)
    return found


def _values(
    request: ApiRequest, deal: Opportunity, kind: str, stored: Mapping[str, Any],
    sent: dict[str, str], own: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of the page's form; raises Problem with its sentences.

    What a letter of this kind does not say is refused rather than left out.
    """
    promotions = promotions_for(deal, request.today, own=own)
    form = LetterForm(_written(stored) | sent, kind=kind, product=deal.product,
                      today=request.today, promotions=promotions)  # fmt: skip
    lost = [name for name, value in sent.items() if value and name not in form.fields]
    if lost:
        raise invalid(
            field_error(name, _("A letter of this kind does not say it.")) for name in lost
        )
    check_form(form)
    return form.cleaned_data


def _now(request: ApiRequest, public_id: str) -> dict[str, Any]:
    return whole(found(visible(request), public_id), request)


@router.operation("POST", "/opportunities/{public_id}/letters", name="opportunity-letters",
                  rows=files, permission=P.LETTER_CHANGE, answer=LetterWhole,
                  status=201)  # fmt: skip
def write_letter(
    request: ApiRequest, public_id: str, body: NewLetterBody, idempotency_key: IdempotencyKey
) -> Any:
    """Write the draft of a letter.

    A letter that does not suit the opportunity as it stands is 422. An SPPK comes from a decision.
    """

    def work() -> str:
        deal, kind = request.object, body.kind
        start = drafts.starting_values(deal, kind, today=request.today)
        sent = typed(body)
        sent.pop("kind")
        values = _values(request, deal, kind, start, sent)
        return drafts.write(deal, kind, values, actor=request.person, now=request.now,
                            today=request.today).public_id  # fmt: skip

    return _now(request, once_for(request, idempotency_key, body, work))


@router.operation("PATCH", "/letters/{public_id}/draft", name="letter-draft", rows=visible,
                  permission=P.LETTER_CHANGE, answer=LetterWhole)  # fmt: skip
def change_draft(request: ApiRequest, public_id: str, body: LetterChange) -> Any:
    """Change a draft; what was issued never changes: 422.

    An old version is refused with code stale and both values of each field that differs.
    """
    row: Letter = request.object
    sent = typed(body)
    sent.pop("version")
    stored = start_of(row, NAMES)
    values = _values(request, row.opportunity, row.kind, stored, sent, row.promotion_id)
    try:
        drafts.change(row, values, version=body.version, actor=request.person, now=request.now,
                      today=request.today)  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        theirs = _written(start_of(current, sent))
        raise stale(current.version, [(n, v, theirs[n]) for n, v in sent.items()]) from None
    return _now(request, public_id)


def _round(row: LetterRound, request: ApiRequest) -> dict[str, Any]:
    """Return a round as it is sent."""
    sizes = {name: getattr(row, name) for name in ("amount", "instalment", "margin")}
    return {
        "side": row.side, "letter": row.letter.public_id, "months": row.months, "note": row.note,
        "rate": percent(row.rate), "fixed_months": row.fixed_months,
        "floating_rate": percent(row.floating_rate),
        "by": {"id": row.by.public_id, "name": row.by.full_name} if row.by else None,
        "at": row.at.astimezone(request.person.zone),
        **{name: None if size is None else int(size) for name, size in sizes.items()},
    }  # fmt: skip


def _rounds(request: ApiRequest) -> dict[str, Any]:
    return {"items": [_round(row, request) for row in rounds.of_thread(request.object)]}


@router.operation("GET", "/letters/{public_id}/rounds", name="letter-rounds", rows=visible,
                  permission=P.OPPORTUNITY_VIEW, answer=RoundList)  # fmt: skip
def list_rounds(request: ApiRequest, public_id: str) -> Any:
    """List what each side asked for in the negotiation a letter belongs to."""
    looking.part(request, request.object.prospect)
    return _rounds(request)


@router.operation("POST", "/letters/{public_id}/rounds", name="letter-rounds", rows=visible,
                  permission=P.LETTER_CHANGE, answer=RoundList, status=201)  # fmt: skip
def add_round(
    request: ApiRequest, public_id: str, body: RoundBody, idempotency_key: IdempotencyKey
) -> Any:
    """Write down what one side asked for; the answer holds instalment and margin of each round."""

    def work() -> str:
        form = RoundForm(typed(body), product=request.object.opportunity.product,
                         today=request.today)  # fmt: skip
        check_form(form)
        rounds.add(request.object, form.cleaned_data, actor=request.person, now=request.now,
                   today=request.today)  # fmt: skip
        return public_id

    once_for(request, idempotency_key, body, work)
    return _rounds(request)


class NextBody(Body):
    """The version of the letter whose negotiation goes on."""

    version: Version


@router.operation("POST", "/letters/{public_id}/next", name="letter-next", rows=visible,
                  permission=P.LETTER_CHANGE, answer=LetterWhole, status=201)  # fmt: skip
def write_next(
    request: ApiRequest, public_id: str, body: NextBody, idempotency_key: IdempotencyKey
) -> Any:
    """Write the draft of the next letter of a negotiation, with what was asked for last.

    The letter before it holds until the new one is issued.
    """

    def work() -> str:
        row: Letter = request.object
        if row.version != body.version:
            raise stale(row.version, [("state", "", row.state)])
        asked = rounds.last_asked(row)
        return drafts.revise(row, asked, actor=request.person, now=request.now,
                             today=request.today).public_id  # fmt: skip

    return _now(request, once_for(request, idempotency_key, body, work))


@router.operation("GET", "/opportunities/{public_id}/promotions", name="opportunity-promotions",
                  rows=files, permission=P.OPPORTUNITY_VIEW, answer=PromotionList)  # fmt: skip
def list_promotions(request: ApiRequest, public_id: str) -> Any:
    """List the promotions that a letter of this opportunity may promise today."""
    deal = request.object
    found = offered(deal, today_at(deal, request.now))
    return {"items": [_promotion(row, request) for row in found]}


def _promotion(row: Promotion, request: ApiRequest) -> dict[str, Any]:
    return {
        "id": row.public_id, "name": row.name, "kind": row.kind, "value": int(row.value),
        "valid_to": row.valid_to, "left": row.left,
        "conditions": row.conditions(request.person.language),
    }  # fmt: skip
