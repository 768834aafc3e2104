"""What programs read and write of SLIK."""

from datetime import date, datetime

from pydantic import Field

from core.api.shapes import Answer, Body, Day, Named, Rupiah, Version, one_of
from products.asking import RateText
from prospects.api.finance_shapes import FacilityAnswer
from prospects.models.finance import FacilityKind


class SlikRequestAnswer(Answer):
    """One request and its answer. `takes_facilities`: its facilities may be typed in."""

    id: str
    version: int
    whose: str
    purpose: str
    state: str
    requested_by: Named
    requested_at: datetime
    received_by: Named | None
    received_at: datetime | None
    position_on: date | None
    reference: str
    has_file: bool
    takes_facilities: bool


class SlikFacilityAnswer(FacilityAnswer):
    """A facility as SLIK says it; `months` are its classes, the newest month first, - unknown."""

    months: str


class SlikMonthAnswer(Answer):
    """The worst class of one month."""

    month: date
    collectibility: int | None


class SlikReaderAnswer(Answer):
    """Who looked, asked or fetched."""

    person: Named | None
    action: str
    at: datetime


class SlikAnswer(Answer):
    """Requests, the facilities of the answers that count now, the worst class and who looked.

    `consents` says whose own consent to the look is in force.
    """

    consents: dict[str, bool]
    requests: list[SlikRequestAnswer]
    facilities: list[SlikFacilityAnswer]
    worst_now: int | None
    worst_in_24_months: int | None
    months: list[SlikMonthAnswer]
    readers: list[SlikReaderAnswer]


class SlikFileAnswer(Answer):
    """The file of an answer as it was brought."""

    name: str
    content: str


class SlikRequestBody(Body):
    """About whom and what for; refused without this person's own consent."""

    whose: str = Field(pattern=one_of(("debtor", "spouse")))
    purpose: str = Field(min_length=1, max_length=160)


class SlikResultBody(Body):
    """The answer: `content` is the text of its JSON or CSV. Without it nothing is recorded there,
    or facilities are typed in next."""

    version: Version
    position_on: Day
    reference: str = Field("", max_length=60)
    content: str = Field("", description="UTF-8; a larger file is brought on the page.")
    file_name: str = Field("", max_length=200)


class SlikFacilityBody(Body):
    """One facility as SLIK says it."""

    lender: str = Field(min_length=1, max_length=80)
    kind: str = Field(pattern=one_of(FacilityKind.values))
    collectibility: int = Field(strict=True, ge=1, le=5)
    plafon: Rupiah | None = None
    outstanding: Rupiah | None = None
    instalment: Rupiah | None = None
    days_past_due: int | None = Field(None, strict=True, ge=0, le=9999)
    rate: RateText | None = None
    ends_on: Day | None = None
    months: str | None = Field(None, max_length=40)
