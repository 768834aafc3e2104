"""What programs read and write of a financial picture. Amounts that flow are rupiah a month."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from core.api.shapes import Answer, Body, Day, Named, Rupiah, Version, one_of
from products.asking import RateText
from products.models.ladder import VehicleUse
from prospects.api.subjects import Seen
from prospects.finance.kinds import KINDS
from prospects.models.finance import (
    Appraisal,
    Binding,
    CollateralKind,
    Evidence,
    FacilityKind,
    LineKind,
    Person,
)

KIND_VALUES = dict.fromkeys([*LineKind.values, *FacilityKind.values, *CollateralKind.values])


class RowAnswer(Answer):
    """What all rows carry. One that `is_removed` counts no longer and can be brought back."""

    id: str
    version: int
    is_removed: bool


class LineAnswer(RowAnswer):
    """An income or expense of a month, or an asset."""

    section: Literal["income", "expense", "asset"]
    kind: str
    amount: int
    whose: str
    evidence: str
    is_payroll: bool
    note: str


class BusinessAnswer(RowAnswer):
    """A business in an average month, and what it leaves."""

    section: Literal["business"]
    name: str
    revenue: int
    cost_of_goods: int
    operating_costs: int
    inventory: int
    receivables: int
    payables: int
    whose: str
    evidence: str
    note: str
    surplus: int


class FacilityAnswer(RowAnswer):
    """A credit there is already; `source` says whether it was stated or stands in SLIK."""

    section: Literal["facility"]
    lender: str
    kind: str
    instalment: int
    outstanding: int
    plafon: int
    whose: str
    is_own_bank: bool
    rate: str | None
    ends_on: date | None
    days_past_due: int | None
    collectibility: int | None
    collectibility_reason: str
    is_counted: bool
    source: str


class CollateralAnswer(RowAnswer):
    """Something pledged for an opportunity."""

    section: Literal["collateral"]
    kind: str
    description: str
    market_value: int
    liquidation_value: int | None
    appraiser: str
    appraised_on: date | None
    method: str
    certificate: str
    holder: str
    binding: str


FinanceRowAnswer = Annotated[
    LineAnswer | BusinessAnswer | FacilityAnswer | CollateralAnswer, Field(discriminator="section")
]


class FinanceRowWhole(Answer):
    """One row of the picture."""

    row: FinanceRowAnswer


class RowFields(Body):
    """What a row may say; each section takes its own fields and refuses the others."""

    kind: str | None = Field(None, pattern=one_of(KIND_VALUES), description="Of the section.")
    amount: Rupiah | None = None
    whose: str | None = Field(None, pattern=one_of(Person.values))
    evidence: str | None = Field(None, pattern=one_of(Evidence.values))
    is_payroll: bool | None = Field(None, strict=True)
    note: str | None = Field(None, max_length=160)
    name: str | None = Field(None, max_length=120)
    revenue: Rupiah | None = None
    cost_of_goods: Rupiah | None = None
    operating_costs: Rupiah | None = None
    inventory: Rupiah | None = None
    receivables: Rupiah | None = None
    payables: Rupiah | None = None
    lender: str | None = Field(None, max_length=80)
    instalment: Rupiah | None = None
    outstanding: Rupiah | None = None
    plafon: Rupiah | None = None
    is_own_bank: bool | None = Field(None, strict=True)
    rate: RateText | None = None
    ends_on: Day | None = None
    days_past_due: int | None = Field(None, strict=True, ge=0, le=9999)
    collectibility: int | None = Field(None, strict=True, ge=1, le=5)
    collectibility_reason: str | None = Field(None, max_length=200)
    is_counted: bool | None = Field(None, strict=True)
    description: str | None = Field(None, max_length=160)
    market_value: Rupiah | None = None
    liquidation_value: Rupiah | None = None
    appraiser: str | None = Field(None, max_length=80)
    appraised_on: Day | None = None
    method: str | None = Field(None, pattern=one_of(Appraisal.values))
    certificate: str | None = Field(None, max_length=60)
    holder: str | None = Field(None, max_length=80)
    binding: str | None = Field(None, pattern=one_of(Binding.values))


class NewRowBody(RowFields):
    """A new row; collateral is pledged at the address of its opportunity only."""

    section: str = Field(pattern=one_of(KINDS))


class RowChange(RowFields):
    """Fields to change; those left out stay. `is_removed` takes the row out and stands alone;
    any other change brings a removed row back."""

    version: Version
    is_removed: bool | None = Field(None, strict=True)


class ProposalBody(Body):
    """Term, rate, price and purpose; empty `rate`: the product's of the day. A home takes `floor`
    (m²) and `is_later`, a vehicle `vehicle`."""

    version: int = Seen
    months: int | None = Field(None, strict=True, ge=1, le=480)
    rate: RateText | None = None
    price: Rupiah | None = None
    purpose: str | None = Field(None, max_length=200)
    floor: str | None = Field(None, pattern=r"^[0-9]{1,5}(\.[0-9]{1,2})?$")
    is_later: bool | None = Field(None, strict=True, description="A second or later facility.")
    vehicle: str | None = Field(None, pattern=one_of(VehicleUse.values))


class ProposalAnswer(Answer):
    """What is proposed beside the amount; `version` 0 while nothing is."""

    version: int
    months: int | None
    rate: str | None
    price: int | None
    purpose: str
    floor: str | None
    is_later: bool | None
    vehicle: str


class MethodAnswer(Answer):
    """What one method leaves: `percent` of `base` may go into instalments, `room` is what is left.

    `ratio` is percent of the base today, `ratio_asked` with what is asked for.
    """

    code: str
    name: str
    percent: str
    base: int
    room: int
    ratio: str | None
    ratio_asked: str | None
    formula: str
    since: date | None


class AskedAnswer(Answer):
    """What is asked for, and the largest loan that fits at its term and rate."""

    amount: int
    months: int
    rate: str
    later_rate: str | None
    is_own_rate: bool
    instalment: int
    highest_instalment: int
    largest_loan: int


class ValueAnswer(Answer):
    """Price, appraisal and LTV in percent; `limited_by` says whose limit holds."""

    price: int | None
    appraisal: int | None
    ltv: str | None
    limit: str | None
    limited_by: str | None


class FindingAnswer(Answer):
    """One sentence about what fits or does not."""

    fits: bool
    text: str
    more: str


class CheckAnswer(Answer):
    """The pre-screening of today. The first of `methods` decides; `fits` is null while untested."""

    opportunity: str | None
    verdict: str
    fits: bool | None
    has_income: bool
    methods: list[MethodAnswer]
    asked: AskedAnswer | None
    value: ValueAnswer
    findings: list[FindingAnswer]


class SumsAnswer(Answer):
    """The sums of the picture: the first five a month."""

    income: int
    surplus: int
    net_income: int
    expenses: int
    existing: int
    assets: int
    debts: int
    net_worth: int
    worst_collectibility: int | None


class TestableAnswer(Answer):
    """An open credit that can be tested."""

    id: str
    product: Named
    amount: int


class PictureAnswer(Answer):
    """The rows of a debtor and his spouse, their sums, and what fits."""

    income: list[LineAnswer]
    business: list[BusinessAnswer]
    facilities: list[FacilityAnswer]
    expenses: list[LineAnswer]
    assets: list[LineAnswer]
    collateral: list[CollateralAnswer]
    sums: SumsAnswer
    opportunities: list[TestableAnswer]
    proposal: ProposalAnswer | None
    check: CheckAnswer
