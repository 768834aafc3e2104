"""What programs read and write about prospects, opportunities and money."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from core.api.shapes import Answer, Body, Day, Named, Paged, PublicId, Rupiah, Version, choice
from org.models import User
from products.types import Phase, all_stages, product_types
from prospects.api.circle_shapes import ContactPersonAnswer, LinkAnswer, PhoneAnswer
from prospects.duplicate_cards import REASONS
from prospects.filters import KINDS
from prospects.list_filter import CHOICES, ORDER_LABELS, OWNED, SHOWN, STEPS
from prospects.models import (
    Disbursement,
    FileHolder,
    LossReason,
    Opportunity,
    Prospect,
)

ANY_ID = "^[0-9a-z]{16}$"
CODE = "^[a-z0-9_]{1,20}$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def id_filter(words: str) -> Any:
    """Return an optional parameter that takes a public id."""
    return Field("", pattern=ANY_ID, description=words)


def day_filter(words: str) -> Any:
    """Return an optional parameter that takes a date."""
    return Field("", pattern=DAY, description=f"{words} YYYY-MM-DD.")


# --- prospects ----------------------------------------------------------------------------------


class ProspectFilter(Paged):
    """What a list of prospects is narrowed by; several are joined by "and"."""

    owned: str = choice(OWNED)
    step: str = choice(STEPS, "none: nothing planned; dormant: no contact for long.")
    family: str = choice(product_types(), "With an open opportunity of this product family.")
    stage: str = choice(all_stages(), "With an open opportunity at this stage.")
    status: str = choice(Prospect.Status.values)
    source: str = Field("", pattern=CODE, description="Code of a source.")
    sort: str = choice(ORDER_LABELS, "updated is the default.")
    shown: str = choice(SHOWN, "Without it, what is archived is left out.")
    owner: str = id_filter("Id of a person.")
    branch: str = id_filter("Id of a branch.")
    region: str = id_filter("Id of a region: all its branches.")
    created_from: str = day_filter("Logged on this day or later.")
    created_to: str = day_filter("Logged on this day or earlier.")


class ProspectSearch(Body):
    """A search with the filters of the list; posted, so that no name stands in an address."""

    text: str = Field(min_length=1, max_length=120, description="Words of name, company, e-mail; "
                      "a phone number or its last digits; the prospect's number.")  # fmt: skip
    filters: dict[Annotated[str, Field(pattern=f"^({'|'.join(CHOICES)})$")], str] = Field(
        default_factory=dict, max_length=len(CHOICES)
    )
    limit: int = Field(50, ge=1, le=100, strict=True)
    after: str = Field("", max_length=1000)
    before: str = Field("", max_length=1000)


Text = Annotated[str, Field(max_length=300)]


class ProspectFields(Body):
    """What is known of a person or company."""

    name: str | None = Field(None, min_length=1, max_length=160)
    phone: str | None = Field(None, max_length=40, description="Any spelling; kept as E.164.")
    kind: str | None = Field(None, pattern=f"^({'|'.join(Prospect.Kind.values)})$")
    company: str | None = Field(None, max_length=160)
    source: str | None = Field(None, max_length=20, description="Code of a source.")
    referrer_name: str | None = Field(None, max_length=120)
    nik: str | None = Field(None, max_length=40, description="Never sent back; see nik_masked.")
    npwp: str | None = Field(None, max_length=40, description="15 or 16 digits; never sent back.")
    birth_date: Day | None = None
    sex: str | None = Field(None, pattern=f"^({'|'.join(Prospect.Sex.values)})$")
    email: str | None = Field(None, max_length=254)
    address: Text | None = None
    area: str | None = Field(None, max_length=120, description="District or city, as in lists.")
    notes: str | None = Field(None, max_length=4000)


class NewProspectBody(ProspectFields):
    """A new prospect; its first call is planned for the next working day by itself."""

    name: str = Field(min_length=1, max_length=160)
    phone: str = Field(min_length=1, max_length=40, description="Any spelling; kept as E.164.")
    product: PublicId = Field(description="The product the prospect is interested in.")
    amount: Rupiah | None = None
    duplicate_reason: str | None = Field(
        None, pattern=f"^({'|'.join(REASONS)})$",
        description="Why this is somebody else although the phone or e-mail is known.",
    )  # fmt: skip


class ProspectChange(ProspectFields):
    """Fields to change; those left out stay as they are. An empty number keeps the stored one."""

    version: Version
    status: str | None = Field(None, pattern=f"^({'|'.join(Prospect.Status.values)})$")
    marital_status: str | None = Field(
        None, pattern=f"^({'|'.join(Prospect.MaritalStatus.values)})$"
    )
    employment: str | None = Field(None, pattern=f"^({'|'.join(Prospect.Employment.values)})$")
    kk: str | None = Field(None, max_length=40, description="Never sent back; see kk_masked.")
    nib: str | None = Field(None, max_length=40, description="Never sent back; see nib_masked.")
    duplicate_reason: str | None = Field(
        None, pattern=f"^({'|'.join(REASONS)})$",
        description="Why this is somebody else although the phone or e-mail is known.",
    )  # fmt: skip
    mother: str | None = Field(
        None, max_length=120, description="Mother's maiden name; never sent back."
    )


class ProspectAnswer(Answer):
    """One prospect."""

    id: str
    number: str
    version: int
    kind: str
    name: str
    company: str
    phone: str
    email: str
    phone_do_not_call: bool
    nik_masked: str
    npwp_masked: str
    kk_masked: str
    nib_masked: str
    birth_date: date | None
    sex: str
    marital_status: str
    employment: str
    address: str
    area: str
    area_code: str
    source: str
    referrer_name: str
    contact_basis: str
    segment: str
    status: str
    notes: str
    owner: Named
    branch: Named
    next_step: str
    next_step_at: datetime | None
    last_contact_at: datetime | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


class ProspectWhole(ProspectAnswer):
    """One prospect with all numbers, contact persons and links."""

    phones: list[PhoneAnswer]
    contacts: list[ContactPersonAnswer]
    links: list[LinkAnswer]


class ProspectPage(Answer):
    """A page of prospects."""

    items: list[ProspectAnswer]
    before: str | None
    after: str | None


# --- opportunities ------------------------------------------------------------------------------


class OpportunityQuery(Paged):
    """What a list of opportunities is narrowed by, as on the pages."""

    status: str = choice(("open", "won", "lost", "any"), "open unless other filters ask for more.")
    stage: str = Field("", max_length=200, pattern=f"^({'|'.join(all_stages())})"
                       f"(,({'|'.join(all_stages())}))*$",
                       description="Codes of stages, separated by commas.")  # fmt: skip
    phase: str = choice(Phase.values)
    kind: str = choice(KINDS)
    family: str = choice(product_types())
    product: str = id_filter("Id of a product.")
    owner: str = id_filter("Id of a person.")
    branch: str = id_filter("Id of a branch.")
    region: str = id_filter("Id of a region: all its branches.")
    month: str = Field("", pattern="^(none|[0-9]{4}-(0[1-9]|1[0-2]))$",
                       description="Expected close: 2026-12, or none.")  # fmt: skip
    holder: str = choice(FileHolder.values, "Who holds the file.")
    held_up: str = choice(("1",), "The holder is past his target.")
    paused: str = choice(("0", "1"))
    awaiting: str = choice(("1",), "With money that waits for confirmation.")
    step: str = choice(("none", "late"))
    loss: str = choice(LossReason.Kind.values)
    reason: str = Field("", pattern="^[a-z_]{1,40}$", description="Code of a reason.")
    closed_from: str = day_filter("Won or lost on this day or later.")
    closed_to: str = day_filter("Won or lost on this day or earlier.")
    disbursed_from: str = day_filter("With money confirmed on this day or later.")
    disbursed_to: str = day_filter("With money confirmed on this day or earlier.")
    created_from: str = day_filter("Logged on this day or later.")
    created_to: str = day_filter("Logged on this day or earlier.")


class NewOpportunityBody(Body):
    """Another opportunity of a prospect."""

    prospect: PublicId
    product: PublicId
    amount: Rupiah
    expected_close_on: Day | None = None


class OpportunityChange(Body):
    """Fields to change; those left out stay as they are. null takes a date away."""

    version: Version
    product: PublicId | None = None
    amount: Rupiah | None = None
    expected_close_on: Day | None = None
    stage: str | None = Field(None, pattern=f"^({'|'.join(all_stages())})$")
    paused_until: Day | None = None


class OpportunityAnswer(Answer):
    """One opportunity. Who sees it sees no more of its prospect than name and number."""

    id: str
    version: int
    prospect: Named
    prospect_number: str
    product: Named
    family: str
    stage: str
    stage_since: date
    status: str
    amount: int
    expected_close_on: date | None
    paused_until: date | None
    holder: str
    holder_due_on: date | None
    loss_reason: str | None
    loss_note: str
    owner: Named
    branch: Named
    created_at: datetime
    updated_at: datetime
    closed_on: date | None
    archived_at: datetime | None


class OpportunityPage(Answer):
    """A page of opportunities."""

    items: list[OpportunityAnswer]
    before: str | None
    after: str | None


# --- money --------------------------------------------------------------------------------------


class DisbursementQuery(Paged):
    """What a list of money is narrowed by; confirmed money is *realisasi*."""

    state: str = choice(Disbursement.State.values, "confirmed is the default.")
    first: str = choice(("1",), "First parts only, which is NOA.")
    day_from: str = Field("", alias="from", pattern=DAY)
    day_to: str = Field("", alias="to", pattern=DAY)
    kind: str = choice(KINDS)
    family: str = choice(product_types())
    product: str = id_filter("Id of a product.")
    owner: str = id_filter("Id of a person.")
    branch: str = id_filter("Id of a branch.")
    region: str = id_filter("Id of a region: all its branches.")


class NewDisbursementBody(Body):
    """Money that moved. An officer's own word waits until somebody else confirms it."""

    opportunity: PublicId
    amount: Annotated[Rupiah, Field(ge=1)]
    disbursed_on: Day
    account: str | None = Field(None, max_length=26, description="Kept encrypted.")
    note: str | None = Field(None, max_length=200)


class DisbursementChange(Body):
    """The decision on money that an officer claimed."""

    version: Version
    state: str = Field(pattern="^(confirmed|refused)$")
    reason: str | None = Field(None, max_length=200, description="Needed to refuse.")


class DisbursementAnswer(Answer):
    """One part of the money."""

    id: str
    version: int
    opportunity: str
    prospect: Named
    product: Named
    amount: int
    disbursed_on: date
    account_masked: str
    is_first: bool
    state: str
    note: str
    owner: Named
    branch: Named
    entered_by: Named
    entered_at: datetime
    decided_at: datetime | None


class DisbursementPage(Answer):
    """A page of money."""

    items: list[DisbursementAnswer]
    before: str | None
    after: str | None


# --- how rows look ------------------------------------------------------------------------------

PROSPECT_TEXTS = (
    "number", "version", "kind", "name", "company", "phone", "email", "nik_masked", "npwp_masked",
    "kk_masked", "nib_masked", "birth_date", "sex", "marital_status", "employment", "address",
    "area_code", "source", "referrer_name", "contact_basis", "segment", "status", "notes",
)  # fmt: skip
OPPORTUNITY_TEXTS = (
    "version", "stage", "stage_since", "status", "expected_close_on", "paused_until", "holder",
    "holder_due_on", "loss_note", "closed_on",
)  # fmt: skip
DISBURSEMENT_TEXTS = ("version", "disbursed_on", "is_first", "state", "note")
MOMENTS = {
    Prospect: ("next_step_at", "last_contact_at", "created_at", "updated_at", "archived_at"),
    Opportunity: ("created_at", "updated_at", "archived_at"),
    Disbursement: ("entered_at", "decided_at"),
}


def common(row: Any, names: tuple[str, ...], user: User) -> dict[str, Any]:
    """Return id, plain fields, moments on the person's clock, owner and branch."""
    moments = {name: getattr(row, name) for name in MOMENTS[type(row)]}
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in names},
        **{name: at.astimezone(user.zone) if at else None for name, at in moments.items()},
        "owner": {"id": row.owner.public_id, "name": row.owner.full_name},
        "branch": {"id": row.branch.public_id, "name": row.branch.name},
    }
